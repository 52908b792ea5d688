using System.Net.Security;
using Collector.Daemon.Web.Limits;
using Collector.Daemon.Web.Passwords;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Web;

/// <summary>Puts a web configuration file into force: TLS on the listeners, the gate before the endpoints. Whether there is TLS, HTTP/2 and a rate limit is decided at the start; the rest at each request.</summary>
internal sealed class WebServer
{
    private readonly WebConfigurationFile? _file;
    private readonly WebOptions _options = WebOptions.None;

    /// <param name="path">Of the file; null for plain HTTP for everybody. What is wrong with it was said when the configuration was loaded.</param>
    public WebServer(string? path)
    {
        if (path is null) return;
        _file = new WebConfigurationFile(path);
        _file.TryRead(out _options, out _);
    }

    /// <summary>The limit on connections, then TLS.</summary>
    public void Secure(ListenOptions listen)
    {
        listen.ApplicationServices.GetRequiredService<ConnectionLimit>().Guard(listen);
        if (_file is null || _options.Tls is null) return;
        var tls = new ServerTls(_file, listen.ApplicationServices.GetRequiredService<TimeProvider>(), listen.ApplicationServices.GetRequiredService<ILogger<ServerTls>>());
        listen.Protocols = _options.Http2 ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult<SslServerAuthenticationOptions>(tls.ForNextHandshake()) });
        if (_options.Http2) listen.ApplicationServices.GetRequiredService<FloodLimit>().Guard(listen);
    }

    public void Guard(WebApplication host)
    {
        host.UseMiddleware<RequestLimit>();
        if (_file is null) return;
        var passwords = new PasswordCheck();
        host.Lifetime.ApplicationStopped.Register(passwords.Dispose);
        host.UseMiddleware<WebGate>(_file, new TokenBucket(_options.RateInterval, _options.RateBurst, TimeProvider.System), passwords);
    }
}
