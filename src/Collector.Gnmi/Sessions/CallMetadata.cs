using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Grpc;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Gnmi.Sessions;

/// <summary>What every call to a target carries: credentials, as gNMI's authentication has them, and metadata that the user adds.</summary>
public static class CallMetadata
{
    /// <exception cref="SecretUnavailableException">A secret that is kept elsewhere is not there.</exception>
    /// <exception cref="ArgumentException">Something cannot be sent as a header; the message does not show it.</exception>
    public static Metadata Of(GnmiTargetOptions target)
    {
        target = target.WithSecrets();
        var metadata = new Metadata();
        if (target.AuthScheme is { Length: > 0 } scheme) metadata.Add("authorization", $"{scheme} {Basic(target)}");
        else
        {
            AddSecret(metadata, "username", target.Username);
            AddSecret(metadata, "password", target.Password);
        }

        // Plain text is only ever spoken because the user wrote so, and a token is not for everybody on the way even then.
        if (target is { Insecure: false, Token.IsEmpty: false }) metadata.Add("authorization", "Bearer " + target.Token.Reveal());
        foreach (var (key, value) in target.Metadata)
        {
            if (key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase)) metadata.Add(key, value.RevealUtf8().ToArray());
            else metadata.Add(key, value.Reveal());
        }

        return metadata;
    }

    private static void AddSecret(Metadata metadata, string key, Secret? secret)
    {
        if (secret is { IsEmpty: false }) metadata.Add(key, secret.Reveal());
    }

    private static string Basic(GnmiTargetOptions target) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.Username?.Reveal()}:{target.Password?.Reveal()}"));
}
