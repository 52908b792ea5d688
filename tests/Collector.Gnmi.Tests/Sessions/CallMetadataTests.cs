using Collector.Gnmi.Configuration;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Tests.Sessions;

public class CallMetadataTests
{
    private static readonly GnmiTargetOptions Target = new()
    {
        Name = "r1",
        Addresses = ["r1"],
        Username = Secret.From("admin"),
        Password = Secret.From("s3cret"),
        Token = Secret.From("t0ken"),
    };

    [Fact]
    public void T44_user_and_password_are_metadata_of_every_call()
    {
        var metadata = CallMetadata.Of(Target with { Token = null });

        Assert.Equal(["username", "password"], metadata.Select(entry => entry.Key));
        Assert.Equal(("admin", "s3cret"), (metadata.GetValue("username"), metadata.GetValue("password")));
    }

    [Fact]
    public void T44_a_token_never_goes_over_plain_text()
    {
        Assert.Equal("Bearer t0ken", CallMetadata.Of(Target).GetValue("authorization"));
        Assert.Null(CallMetadata.Of(Target with { Insecure = true }).GetValue("authorization"));
    }

    [Fact]
    public void T44_what_is_not_configured_is_not_sent()
    {
        Assert.Empty(CallMetadata.Of(new GnmiTargetOptions { Name = "r1", Addresses = ["r1"] }));
        Assert.Empty(CallMetadata.Of(Target with { Username = Secret.From(""), Password = null, Token = null }));
    }

    [Fact]
    public void An_auth_scheme_takes_the_place_of_user_and_password()
    {
        var metadata = CallMetadata.Of(Target with { AuthScheme = "Basic", Token = null });

        Assert.Equal("Basic YWRtaW46czNjcmV0", metadata.GetValue("authorization"));
        Assert.Null(metadata.GetValue("password"));
    }

    [Fact]
    public void Metadata_of_the_user_is_sent_too()
    {
        var metadata = CallMetadata.Of(Target with { Metadata = [KeyValuePair.Create("X-Tenant", Secret.From("cdn")), KeyValuePair.Create("id-bin", Secret.From("é"))] });

        Assert.Equal("cdn", metadata.GetValue("x-tenant"));
        Assert.Equal([0xC3, 0xA9], metadata.GetValueBytes("id-bin"));
    }

    [Fact]
    public void What_cannot_be_sent_is_said_without_showing_it()
    {
        var problem = Assert.Throws<ArgumentException>(() => CallMetadata.Of(Target with { Password = Secret.From("pässword") }));

        Assert.DoesNotContain("ssword\"", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pä", problem.Message, StringComparison.Ordinal);
    }
}
