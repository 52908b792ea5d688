using System.Text;
using Collector.Interop.Tests.Peers;

namespace Collector.Interop.Tests.Passwords;

/// <summary>The system's <c>crypt</c>, through the Perl that every Debian has: Python's next release has no module for it.</summary>
internal static class Libxcrypt
{
    // Passwords come as hexadecimal, so that no shell, line or encoding touches them.
    private const string Script = """while (<STDIN>) { chomp; my ($password, $setting) = split / /; print crypt(pack('H*', $password), $setting) // '', "\n" }""";

    /// <summary>The hash of each password with the cost and the salt that its setting begins with.</summary>
    public static async Task<IReadOnlyList<string>> CryptAsync(IReadOnlyCollection<(string Password, string Setting)> questions)
    {
        var lines = string.Concat(questions.Select(question => $"{Convert.ToHexString(Encoding.UTF8.GetBytes(question.Password))} {question.Setting}\n"));
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/perl", ["-e", Script], input: lines);
        Assert.True(code == 0 && errors.Length == 0, errors);
        var hashes = output.Split('\n')[..^1];
        Assert.Equal(questions.Count, hashes.Length);
        return hashes;
    }
}
