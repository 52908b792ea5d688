using Collector.Gnmi.Configuration;
using Collector.Grpc;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>What somebody whose call failed should look at first. Names flags, never secrets.</summary>
internal static class CallHint
{
    private const int SnmpPort = 161;

    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(CallEnd end, GnmiTargetOptions target, GrpcAddress address) => end.Reason switch
    {
        EndReason.Refused or EndReason.ConnectTimeout or EndReason.NotGrpc or EndReason.ConnectionLost when address.Port is SnmpPort or SnmpPort + 1 =>
            $"{address.Port} is a port of SNMP: for that there is `collector walk {address.Host}`.",
        EndReason.Refused => $"Nobody listens there. Is gNMI switched on, and is its port {address.Port}? Others that are common: 9339 (IANA), 57400, 6030, 50051.",
        EndReason.ConnectTimeout => "No answer at all: is the address right, does a filter drop the packets?",
        EndReason.NameResolution => "Is the name right?",
        EndReason.Tls => OfTls(end.Tls),
        EndReason.NotGrpc => "Something else than gRPC answers on this port, such as a web page: is it the port of gNMI?",
        EndReason.ConnectionLost or EndReason.Reset or EndReason.Malformed when target.Insecure => "Maybe it speaks TLS: leave --insecure out. Or something else than gNMI listens on this port.",
        EndReason.Deadline => "It is connected, but did not finish in time: ask for less, or give --timeout more.",
        EndReason.MessageTooLarge => "--max-msg-size allows more; --path may ask for less.",
        EndReason.ServerStatus => OfStatus(end.Status.StatusCode, target),
        _ => null,
    };

    /// <summary>Whether it went wrong before the target could say anything.</summary>
    public static bool IsNoConnection(CallEnd end) =>
        end.Reason is EndReason.NameResolution or EndReason.Refused or EndReason.ConnectTimeout or EndReason.Tls or EndReason.ConnectionLost or EndReason.NotGrpc;

    private static string? OfTls(TlsFailure failure) => failure switch
    {
        TlsFailure.UntrustedRoot => "--tls-ca FILE names the authority that signed it; --skip-verify believes anybody.",
        TlsFailure.NameMismatch => "--tls-server-name NAME says which name its certificate is for; --skip-verify believes any.",
        TlsFailure.Expired or TlsFailure.NotYetValid => "The target needs another certificate, or one of the two clocks is wrong; --skip-verify looks away.",
        TlsFailure.ClientCertificateRequired => "--tls-cert FILE and --tls-key FILE are ours, signed by an authority that the target trusts.",
        TlsFailure.NotTls => "It does not speak TLS: --insecure is plain text.",
        TlsFailure.NoCommonVersion => "Old devices know only versions and ciphers that OpenSSL does not allow by default: see openssl.cnf, MinProtocol and SECLEVEL.",
        TlsFailure.NoHttp2 => "A web server that does not speak gRPC? Is it the port of gNMI?",
        TlsFailure.ClosedByPeer => "Maybe it wants a certificate from us (--tls-cert), or plain text (--insecure).",
        TlsFailure.Other => "If it does not speak TLS at all: --insecure is plain text.",
        _ => null,
    };

    private static string? OfStatus(StatusCode code, GnmiTargetOptions target) => code switch
    {
        StatusCode.Unauthenticated when target.Username is null && target.Token is null =>
            $"It wants to know who asks: --username, and the password in {ConnectionFlags.PasswordVariable} or --password-file.",
        StatusCode.Unauthenticated => "It does not accept this user with this password.",
        StatusCode.PermissionDenied => "The user may log in, but may not do this.",
        StatusCode.Unimplemented or StatusCode.InvalidArgument => "`collector gnmi capabilities` says which encodings and models it has; not every target has every mode, path or extension.",
        StatusCode.NotFound => "There is no such path: `collector gnmi capabilities` says which models it has.",
        StatusCode.ResourceExhausted => "Targets limit how many may subscribe at a time.",
        _ => null,
    };
}
