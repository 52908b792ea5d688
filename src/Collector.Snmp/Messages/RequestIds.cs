namespace Collector.Snmp.Messages;

/// <summary>The request-ids that we use: 31 bits, and always four content octets, so that a request is as long whatever its id is.</summary>
internal static class RequestIds
{
    /// <summary>The first number whose shortest form takes four octets (X.690 8.3.2).</summary>
    public const int Min = 1 << 23;

    public const int Max = int.MaxValue;
}
