using System.Text;
using Collector.Daemon.Web.Passwords;

namespace Collector.Daemon.Tests.Web;

/// <summary>Hashes that other programs made; tests/Collector.Interop.Tests compares with libxcrypt.</summary>
public sealed class BcryptHashTests
{
    [Theory]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    public void A_password_matches_its_hash_and_no_other(string password, string text)
    {
        Assert.True(BcryptHash.TryParse(text, out var hash));
        Assert.True(hash.Matches(Encoding.UTF8.GetBytes(password)));
        Assert.False(hash.Matches(Encoding.UTF8.GetBytes(password + "x")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$32$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe")]
    [InlineData("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvy!eW")]
    [InlineData("$1$salt$qJH7.N4xYta3aEG/dfqo/0")]
    public void What_is_no_bcrypt_hash_is_refused(string text) => Assert.False(BcryptHash.TryParse(text, out _));

    [Fact]
    public void Pi_begins_as_everybody_knows() => Assert.Equal([0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u], PiDigits.Words(4));
}
