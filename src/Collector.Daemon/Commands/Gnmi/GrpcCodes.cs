using System.Text.Json;
using Collector.Grpc;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>Status codes as gRPC's documents write them: <c>UNAUTHENTICATED</c>.</summary>
internal static class GrpcCodes
{
    public static string NameOf(StatusCode code) => code == StatusCode.OK ? "OK" : JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString());
}
