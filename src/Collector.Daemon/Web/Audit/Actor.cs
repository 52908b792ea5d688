using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Web.Audit;

/// <summary>Who wants something: a client of the web server, or something on this machine.</summary>
/// <param name="User">The name that came with the right password, or that the client's certificate has; <c>-</c> for nobody in particular.</param>
/// <param name="Address">Of the client; <c>-</c> on this machine.</param>
internal readonly record struct Actor(string User, string Address)
{
    private const string None = "-";

    private static readonly object UserKey = new();

    /// <summary>A signal of the system.</summary>
    public static Actor Signal { get; } = new("SIGHUP", None);

    /// <summary>A file that changed.</summary>
    public static Actor File { get; } = new("file", None);

    public static Actor Of(HttpContext http)
    {
        var user = http.Items.TryGetValue(UserKey, out var known) ? (string)known! : CertificateOf(http.Connection.ClientCertificate);
        return new Actor(AuditText.Of(user), http.Connection.RemoteIpAddress?.ToString() ?? None);
    }

    /// <summary>The client has proved to be this user.</summary>
    public static void Prove(HttpContext http, string user) => http.Items[UserKey] = user;

    private static string CertificateOf(X509Certificate2? certificate) => certificate is null ? None : certificate.Subject;
}
