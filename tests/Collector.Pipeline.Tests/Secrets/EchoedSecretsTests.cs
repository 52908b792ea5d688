using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Tests.Secrets;

public sealed class EchoedSecretsTests
{
    [Theory]
    [InlineData("no such tenant", "no such tenant", "Bearer t0ken")]
    [InlineData("bad header Bearer t0ken", "bad header <secret>", "Bearer t0ken")]
    [InlineData("t0ken and t0ken", "<secret> and <secret>", "Bearer t0ken")]
    [InlineData("wrong password hunter2 of noc", "wrong password <secret> of noc", "Basic bm9jOmh1bnRlcjI=")] // noc:hunter2
    [InlineData("you are noc:hunter2", "you are <secret>", "Basic bm9jOmh1bnRlcjI=")]
    [InlineData("bm9jOmh1bnRlcjI=", "<secret>", "Basic bm9jOmh1bnRlcjI=")]
    [InlineData("the text was cut here: t0ke", "the text was cut here: <secret>", "Bearer t0ken")]
    [InlineData("what ends like it: t0k", "what ends like it: t0k", "Bearer t0ken")]
    [InlineData("what b was sent: (b)", "what <secret> was sent: (<secret>)", "Basic YTpi")] // a:b
    [InlineData("bb or not b", "bb or not <secret>", "Basic YTpi")]
    [InlineData("no harm done", "no harm done", "")]
    public void What_was_sent_is_taken_out_of_what_comes_back(string said, string shown, string sent) => Assert.Equal(shown, EchoedSecrets.Hide(said, [sent]));

    [Fact]
    public void A_secret_within_another_one_leaves_nothing_of_either() => Assert.Equal("<secret>.", EchoedSecrets.Hide("abcdef.", ["cde", "abcdef"]));

    [Fact]
    public void Where_a_secret_is_kept_is_not_printed() =>
        Assert.All([new WrittenSecret(Pipeline.Configuration.Secret.From("x")), new SecretFile("/x"), (SecretSource)new SecretCredential(Pipeline.Configuration.Secret.From("x"))], source => Assert.Equal("<secret>", $"{source}"));
}
