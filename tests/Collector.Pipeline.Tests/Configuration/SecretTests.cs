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

    [Theory]
    [InlineData("password: *hunter2")]
    [InlineData("password: !hunter2")]
    [InlineData("password: !hunter2!x y")]
    [InlineData("password: &hunter2")]
    [InlineData("password: [hunter2]")]
    [InlineData("password: {hunter2: x}")]
    [InlineData("password: \"hunter2\\q\"")]
    [InlineData("password: @hunter2")]
    [InlineData("password: %hunter2")]
    [InlineData("password: 'hunter2")]
    [InlineData("password: hunter2: x")]
    [InlineData("{password:hunter2}")]
    [InlineData("password:hunter2")]
    [InlineData("other: x\npassword:hunter2")]
    public void A_slip_in_writing_a_password_does_not_print_it(string text)
    {
        var (root, problems) = Yaml.Load(text);
        if (MappingReader.OverDocument(root, problems) is { } reader)
        {
            reader.Secret("password");
            reader.RejectUnknown();
        }

        Assert.DoesNotContain("hunter2", problems.ToString(), StringComparison.Ordinal);
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
