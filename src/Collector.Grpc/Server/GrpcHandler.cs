namespace Collector.Grpc.Server;

/// <summary>Answers the calls of one method and says how each ended. An <see cref="RpcException"/> is its status; any other exception is <see cref="StatusCode.Unknown"/>.</summary>
public delegate Task<Status> GrpcHandler(ServerCall call);
