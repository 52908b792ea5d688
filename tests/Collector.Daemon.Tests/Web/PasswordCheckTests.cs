using Collector.Daemon.Web.Passwords;

namespace Collector.Daemon.Tests.Web;

public sealed class PasswordCheckTests : IDisposable
{
    private readonly PasswordCheck _check = new();
    private readonly Dictionary<string, BcryptHash> _users = new() { ["noc"] = BcryptHash.TryParse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", out var hash) ? hash : null! };

    public void Dispose() => _check.Dispose();

    [Fact]
    public async Task A_flood_of_guesses_does_not_make_a_right_password_wait()
    {
        Assert.True(await IsRightAsync("noc", "U*U"));
        var guesses = Enumerable.Range(0, 500).Select(guess => IsRightAsync(guess % 2 == 0 ? "noc" : "nobody", $"guess {guess}")).ToArray();

        Assert.True(IsRightAsync("noc", "U*U").IsCompletedSuccessfully); // remembered, whatever waits

        var answers = await Task.WhenAll(guesses);
        Assert.Contains(null, answers); // more than may wait were turned away
        Assert.DoesNotContain(true, answers);
        for (var guess = 0; guess < 300; guess++) Assert.False(await IsRightAsync("noc", $"another {guess}"));
        Assert.True(IsRightAsync("noc", "U*U").IsCompletedSuccessfully); // no wrong one has pushed it out
    }

    private Task<bool?> IsRightAsync(string user, string password) => _check.IsRightAsync(_users, user, password, default).AsTask();
}
