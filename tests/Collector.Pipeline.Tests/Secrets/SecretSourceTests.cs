using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Tests.Configuration;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Secrets;

public sealed class SecretSourceTests
{
    private const string Canary = "c4nary";

    [Fact]
    public void A_file_is_read_at_each_use_and_its_white_space_is_cut_off()
    {
        using var folder = new TemporaryFolder();
        folder.Write("token", " first\n");
        var (reader, problems) = Yaml.Mapping("password_file: token");
        var source = new SecretSourceReader(folder.Path, problems).Read(reader, "password")!;
        Assert.Equal("first", source.Read().Reveal());
        folder.Write("token", "second");
        Assert.Equal("second", source.Read().Reveal());
        Assert.Empty(problems);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_warning_or_where_it_is_needed_now_an_error()
    {
        var (reader, problems) = Yaml.Mapping("password_file: /nowhere/x\ncommunity_file: /nowhere/y");
        var secrets = new SecretSourceReader("/", problems);
        Assert.NotNull(secrets.Read(reader, "password"));
        Assert.Null(secrets.ReadNow(reader, "community"));
        Assert.Equal((1, 1), (problems.WarningCount, problems.ErrorCount));
        Assert.StartsWith("f.yml:1:16: warning: password_file: /nowhere/x does not exist, nor does the folder /nowhere; it is read again at each use", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_is_a_source_and_its_name_is_never_shown()
    {
        var (reader, problems) = Yaml.Mapping($"password_env: HOME\nother_env: {Canary}");
        var secrets = new SecretSourceReader("/", problems);
        Assert.Equal(Environment.GetEnvironmentVariable("HOME"), secrets.Read(reader, "password")!.Read().Reveal());
        Assert.Null(secrets.ReadNow(reader, "other"));
        Assert.Equal("f.yml:2:12: other_env: there is no such environment variable", problems.ToString());
    }

    [Theory]
    [InlineData("{password: c4nary, password_file: /x}", "1:35: at most one of password, password_file, password_env, password_credential may be written")]
    [InlineData("{password_credential: ../c4nary}", "1:23: password_credential: a credential is named without a path, as in LoadCredential=")]
    public void Mistakes_are_told_without_the_secret(string yaml, string expected)
    {
        var (reader, problems) = Yaml.Mapping(yaml);
        new SecretSourceReader("/", problems).Read(reader, "password");
        Assert.Equal("f.yml:" + expected, problems.ToString());
    }

    [Fact]
    public void No_source_prints_what_it_has()
    {
        var secret = Secret.From(Canary);
        Assert.DoesNotContain(Canary, $"{new WrittenSecret(secret)}{new SecretVariable(secret)}{new SecretCredential(secret)}", StringComparison.Ordinal);
        using var text = new StringWriter();
        var yaml = new YamlWriter(text);
        foreach (var source in (SecretSource[])[new WrittenSecret(secret), new SecretVariable(secret), new SecretCredential(secret), new SecretFile("/run/x")]) source.Write(yaml, "key");
        Assert.DoesNotContain(Canary, text.ToString(), StringComparison.Ordinal);
        Assert.Contains("key_file: /run/x", text.ToString(), StringComparison.Ordinal);
    }
}
