using System.Text.Json;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public class SecretTests
{
    private sealed record Credentials(string Name, Secret Password);

    [Fact]
    public void A_secret_never_prints()
    {
        var secret = Secret.From("hunter2");
        var credentials = new Credentials("a", secret);
        Assert.Equal("<secret>", secret.ToString());
        Assert.Equal("<secret>", $"{secret}");
        Assert.DoesNotContain("hunter2", credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(credentials), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_revealed_on_request()
    {
        Assert.Equal("pässword", Secret.From("pässword").Reveal());
        Assert.Equal("public"u8, Secret.From("public").RevealUtf8());
        Assert.True(Secret.From("").IsEmpty);
    }

    [Fact]
    public void Secrets_are_equal_by_content()
    {
        Assert.Equal(Secret.From("a"), Secret.From("a"u8));
        Assert.Equal(Secret.From("a").GetHashCode(), Secret.From("a").GetHashCode());
        Assert.NotEqual(Secret.From("a"), Secret.From("b"));
    }
}
