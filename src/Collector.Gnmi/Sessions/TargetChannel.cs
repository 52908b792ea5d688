using Collector.Gnmi.Configuration;
using Collector.Grpc;

namespace Collector.Gnmi.Sessions;

/// <summary>Makes channels to targets as they are configured.</summary>
public static class TargetChannel
{
    public const string CapabilitiesMethod = "/gnmi.gNMI/Capabilities";
    public const string GetMethod = "/gnmi.gNMI/Get";
    public const string SubscribeMethod = "/gnmi.gNMI/Subscribe";

    /// <param name="target">How to connect.</param>
    /// <param name="address">One of its addresses.</param>
    /// <param name="time">Tells deadlines.</param>
    public static GrpcChannel Create(GnmiTargetOptions target, GrpcAddress address, TimeProvider time) => GrpcChannel.ForAddress(address, OptionsOf(target, time));

    private static GrpcChannelOptions OptionsOf(GnmiTargetOptions target, TimeProvider time)
    {
        var options = new GrpcChannelOptions
        {
            Tls = target.Insecure ? null : TlsOf(target.Tls),
            ConnectTimeout = target.Timeout,
            MaxReceiveMessageSize = target.MaxMessageSize,
            Gzip = target.Gzip,
            KeepAlivePingDelay = target.KeepAlivePingDelay,
            Time = time,
        };
        if (target.TcpKeepAlive is { } keepAlive) options = options with { TcpKeepAlive = keepAlive > TimeSpan.Zero ? keepAlive : null };
        return target.KeepAlivePingTimeout is { } timeout ? options with { KeepAlivePingTimeout = timeout } : options;
    }

    private static GrpcTlsOptions TlsOf(TlsOptions tls) => new()
    {
        SkipVerify = tls.SkipVerify,
        CaFile = tls.CaFile,
        CertificateFile = tls.CertificateFile,
        KeyFile = tls.KeyFile,
        ServerName = tls.ServerName,
        Versions = tls.Versions,
    };
}
