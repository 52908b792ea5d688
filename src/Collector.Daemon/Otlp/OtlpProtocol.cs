namespace Collector.Daemon.Otlp;

/// <summary>How OTLP is spoken, in the words of OpenTelemetry's own configuration.</summary>
internal enum OtlpProtocol
{
    /// <summary><c>grpc</c>: usually at port 4317.</summary>
    Grpc,

    /// <summary><c>http/protobuf</c>: usually at port 4318.</summary>
    Http,
}
