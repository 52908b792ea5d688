using System.Text;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Secrets;

/// <summary>Where a secret is kept: in the configuration, a file, an environment variable, or among the credentials that systemd hands over.</summary>
/// <remarks>Immutable; any thread. Nothing is kept of what was read, so that a secret that was replaced counts from the next use on.</remarks>
public abstract record SecretSource
{
    private const int MostBytes = 1 << 20; // a certificate chain at most

    /// <summary>The variable that has the folder of the service's credentials (systemd.exec, LoadCredential=).</summary>
    public const string CredentialsVariable = "CREDENTIALS_DIRECTORY";

    /// <summary>The file that is read; null when there is none.</summary>
    public virtual string? Path => null;

    /// <summary>The secret as it is now, without the white space around it when it is from a file.</summary>
    /// <exception cref="SecretUnavailableException">It is not there.</exception>
    public abstract Secret Read();

    /// <summary>What the key of such a source ends with.</summary>
    public abstract string Suffix { get; }

    /// <summary>No more than that there is one: records would print where, and somebody may have written the secret there.</summary>
    public sealed override string ToString() => "<secret>";

    /// <summary>Writes the source as it is read, and nothing that is or may be a secret.</summary>
    public void Write(YamlWriter yaml, string key)
    {
        if (this is SecretFile file) yaml.Value(key + Suffix, file.File);
        else yaml.Value(key + Suffix, Secret.From("masked"));
    }

    private protected static Secret ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MostBytes) throw new SecretUnavailableException($"{path} is larger than {MostBytes} bytes, which no secret is");
            var content = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return Secret.From(Encoding.UTF8.GetString(content, 0, length).Trim());
        }
        catch (Exception e) when (e is not SecretUnavailableException && e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SecretUnavailableException($"{path} cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>A secret that stands in the configuration itself.</summary>
public sealed record WrittenSecret(Secret Value) : SecretSource
{
    public override string Suffix => "";

    public override Secret Read() => Value;
}

/// <summary>A file that holds nothing but the secret.</summary>
/// <param name="File">Absolute.</param>
public sealed record SecretFile(string File) : SecretSource
{
    public override string Path => File;

    public override string Suffix => "_file";

    public override Secret Read() => ReadFile(File);
}

/// <summary>A variable of the environment.</summary>
/// <param name="Variable">Is never shown: somebody may have written the secret in its place.</param>
public sealed record SecretVariable(Secret Variable) : SecretSource
{
    public override string Suffix => "_env";

    public override Secret Read() => Environment.GetEnvironmentVariable(Variable.Reveal()) is { } value
        ? Secret.From(value) : throw new SecretUnavailableException("there is no such environment variable");
}

/// <summary>A credential that systemd hands over.</summary>
/// <param name="Name">A plain file name; never shown.</param>
public sealed record SecretCredential(Secret Name) : SecretSource
{
    public override string? Path => Environment.GetEnvironmentVariable(CredentialsVariable) is { Length: > 0 } folder ? System.IO.Path.Join(folder, Name.Reveal()) : null;

    public override string Suffix => "_credential";

    public override Secret Read()
    {
        if (Path is not { } path) throw new SecretUnavailableException($"{CredentialsVariable} is not set: systemd sets it for services with LoadCredential=");
        try
        {
            return ReadFile(path);
        }
        catch (SecretUnavailableException e)
        {
            throw new SecretUnavailableException($"there is no such credential in {CredentialsVariable}", e.InnerException ?? e);
        }
    }
}
