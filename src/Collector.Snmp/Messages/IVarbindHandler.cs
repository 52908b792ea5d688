namespace Collector.Snmp.Messages;

/// <summary>Takes the varbinds of a PDU one by one, in order. Make it a struct: the reader is compiled for it.</summary>
public interface IVarbindHandler
{
    /// <summary>False stops the reading.</summary>
    bool OnVarbind(in Varbind varbind);
}
