using Collector.Gnmi.Protocol;
using Collector.Grpc;

namespace Collector.Gnmi.Sessions;

/// <summary>A connection that has answered, and what the device said about itself. All calls of a target share one.</summary>
/// <remarks>Lent and taken back by <see cref="TargetConnection"/>, under whose lock the counts are.</remarks>
/// <param name="channel">The connection.</param>
/// <param name="encodings">Null when the device does not say.</param>
/// <param name="letsUsIn">It has answered a call that carried our credentials with OK.</param>
internal sealed class LiveConnection(GrpcChannel channel, IReadOnlyCollection<Encoding>? encodings, bool letsUsIn) : IDisposable
{
    public GrpcChannel Channel => channel;

    public IReadOnlyCollection<Encoding>? Encodings => encodings;

    public bool LetsUsIn => letsUsIn;

    /// <summary>Calls that use it.</summary>
    public int Calls { get; set; }

    public void Dispose() => channel.Dispose();
}
