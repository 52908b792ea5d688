using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Collector.Gnmi.Configuration;
using Collector.Grpc;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>Where the target is and how to log in, in the words of gnmic's flags. User and password may also come from gnmic's environment variables, a password from a file.</summary>
internal sealed class ConnectionFlags
{
    public const string UsernameVariable = "GNMIC_USERNAME";
    public const string PasswordVariable = "GNMIC_PASSWORD";
    public const string TokenVariable = "GNMIC_TOKEN";

    private readonly Argument<string?> _address = new("address") { Description = $"The target; its port is {GnmiTargetOptions.DefaultPort} unless given", HelpName = "HOST[:PORT]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "A collector.yml that says how to reach the target", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--name", "-n") { Description = "Which of its gNMI targets", HelpName = "NAME" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Plain text, no TLS" };
    private readonly Option<bool> _skipVerify = new("--skip-verify") { Description = "TLS that believes any certificate" };
    private readonly Option<string?> _ca = new("--tls-ca") { Description = "The authority to trust in place of the system's (PEM)", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "Our certificate (PEM)", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "Its key (PEM)", HelpName = "FILE" };
    private readonly Option<string?> _serverName = new("--tls-server-name") { Description = "The name that the target's certificate is for", HelpName = "NAME" };
    private readonly Option<string?> _username = new("--username", "-u") { Description = $"Also from {UsernameVariable}", HelpName = "USER" };
    private readonly Option<string?> _password = new("--password", "-p") { Description = $"Everybody on this host can read a command line: better {PasswordVariable}, or --password-file", HelpName = "PASSWORD" };
    private readonly Option<string?> _passwordFile = new("--password-file") { Description = "A file with the password; a line feed at its end does not count", HelpName = "FILE" };
    private readonly Option<string?> _token = new("--token") { Description = $"A bearer token; also from {TokenVariable}. Over TLS only", HelpName = "TOKEN" };
    private readonly Option<string> _timeout = new("--timeout") { Description = "For the connection, and for whole calls that are no subscription", DefaultValueFactory = _ => "10s", HelpName = "DURATION" };
    private readonly Option<bool> _gzip = new("--gzip") { Description = "Compress requests" };
    private readonly Option<int> _maxMessage = new("--max-msg-size") { Description = "Bytes of one message", DefaultValueFactory = _ => 512 * 1024 * 1024, HelpName = "BYTES" };

    private Option[] OfConnection => [_insecure, _skipVerify, _ca, _certificate, _key, _serverName, _username, _password, _passwordFile, _token, _timeout, _gzip, _maxMessage];

    public void AddTo(Command command)
    {
        command.Arguments.Add(_address);
        foreach (var option in (Option[])[_config, _name, .. OfConnection]) command.Options.Add(option);
    }

    /// <summary>Reads the flags.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="target">How to reach the target.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="refusal">What makes no sense.</param>
    public bool TryRead(ParseResult result, [NotNullWhen(true)] out GnmiTargetOptions? target, [NotNullWhen(true)] out GrpcAddress? address, [NotNullWhen(false)] out string? refusal)
    {
        target = null;
        if (result.GetValue(_config) is { } file) return TryReadConfigured(result, file, out target, out address, out refusal);
        var written = result.GetValue(_address) ?? "";
        if (!TryParse(written, out address, out refusal)) return false;
        refusal = RefusalOf(result);
        if (refusal is not null) return false;
        if (!TryReadPassword(result, out var password, out refusal)) return false;
        _ = DurationText.TryParse(result.GetRequiredValue(_timeout), out var timeout);
        target = new GnmiTargetOptions
        {
            Name = written,
            Addresses = [address.ToString()],
            Username = SecretOf(result.GetValue(_username), UsernameVariable),
            Password = password,
            Token = SecretOf(result.GetValue(_token), TokenVariable),
            Timeout = timeout,
            Insecure = result.GetValue(_insecure),
            Tls = new TlsOptions
            {
                SkipVerify = result.GetValue(_skipVerify),
                CaFile = Full(result.GetValue(_ca)),
                CertificateFile = Full(result.GetValue(_certificate)),
                KeyFile = Full(result.GetValue(_key)),
                ServerName = result.GetValue(_serverName),
            },
            Gzip = result.GetValue(_gzip),
            MaxMessageSize = result.GetValue(_maxMessage),
        };
        var areSendable = new[] { target.Username, target.Password, target.Token }.All(secret => secret is null || Metadata.IsValue(secret.Reveal()));
        if (areSendable) return true;
        refusal = "gRPC sends user names, passwords and tokens as printable ASCII: one of these has other characters";
        return false;
    }

    private bool TryReadConfigured(
        ParseResult result, string file, [NotNullWhen(true)] out GnmiTargetOptions? target, [NotNullWhen(true)] out GrpcAddress? address, [NotNullWhen(false)] out string? refusal)
    {
        (target, address) = (null, null);
        var other = OfConnection.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
        if (other is not null) refusal = $"{other.Name}: with --config the file says how to reach the target";
        else if (result.GetValue(_name) is not { } name) refusal = "--config needs --name: which of its targets?";
        else if (ConfiguredTarget.TryRead(file, name, out target, out refusal)) return TryParse(result.GetValue(_address) ?? target.Addresses[0], out address, out refusal);
        return false;
    }

    private static bool TryParse(string written, [NotNullWhen(true)] out GrpcAddress? address, [NotNullWhen(false)] out string? refusal)
    {
        var isAddress = GrpcAddress.TryParse(written, GnmiTargetOptions.DefaultPort, out address);
        refusal = isAddress ? null : written.Length == 0 ? "Whom to ask? HOST[:PORT], or --config FILE with --name NAME" : $"\"{written}\" is not HOST:PORT, [IPv6]:PORT or unix:///path";
        return isAddress;
    }

    private string? RefusalOf(ParseResult result)
    {
        if (!DurationText.TryParse(result.GetRequiredValue(_timeout), out var timeout) || timeout <= TimeSpan.Zero || timeout > TimeSpan.FromHours(1)) return $"--timeout: {DurationText.Form} is expected, up to an hour";
        if (result.GetValue(_name) is not null) return "--name is a target of --config FILE";
        if (result.GetValue(_maxMessage) <= 0) return "--max-msg-size: a number of bytes is expected";
        if (result.GetValue(_certificate) is null && result.GetValue(_key) is not null) return "--tls-key needs --tls-cert: the key is of a certificate";
        var hasTls = new Option[] { _skipVerify, _ca, _certificate, _serverName }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
        if (result.GetValue(_insecure) && hasTls is not null) return $"--insecure is plain text, and {hasTls.Name} is about TLS";
        return result.GetValue(_insecure) && result.GetValue(_token) is not null ? "--token is sent over TLS only, and --insecure is plain text" : null;
    }

    private bool TryReadPassword(ParseResult result, out Secret? password, [NotNullWhen(false)] out string? refusal)
    {
        (password, refusal) = (null, null);
        if (result.GetValue(_passwordFile) is not { } file)
        {
            password = SecretOf(result.GetValue(_password), PasswordVariable);
            return true;
        }

        if (result.GetValue(_password) is not null) refusal = "--password and --password-file are two ways to say the same";
        if (refusal is not null) return false;
        try
        {
            password = Secret.From(File.ReadAllText(file).TrimEnd('\r', '\n'));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"--password-file: {file} cannot be read: {error.Message}";
            return false;
        }
    }

    private static Secret? SecretOf(string? given, string variable) => (given ?? Environment.GetEnvironmentVariable(variable)) is { Length: > 0 } text ? Secret.From(text) : null;

    private static string? Full(string? file) => file is null ? null : System.IO.Path.GetFullPath(file);
}
