using Collector.Daemon.Systemd;

namespace Collector.Daemon.Tests.Systemd;

public sealed class JournalStreamTests
{
    [Theory]
    [InlineData("8:1234", "socket:[1234]", true)]
    [InlineData("8:1234", "socket:[12345]", false)]
    [InlineData("8:1234", "/dev/pts/0", false)] // inherited: the service has started a terminal
    [InlineData("8:1234", null, false)]
    [InlineData("1234", "socket:[1234]", false)]
    [InlineData(null, "socket:[1234]", false)]
    public void The_journal_is_known_by_the_socket_that_was_announced(string? announced, string? stream, bool isJournal) => Assert.Equal(isJournal, JournalStream.Is(announced, stream));
}
