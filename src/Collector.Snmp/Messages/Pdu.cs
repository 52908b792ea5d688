namespace Collector.Snmp.Messages;

/// <summary>A PDU whose varbinds have not been read yet.</summary>
public readonly ref struct Pdu(PduHeader header, ReadOnlySpan<byte> varbindList)
{
    public PduHeader Header { get; } = header;

    public PduType Type => Header.Type;

    public int RequestId => Header.RequestId;

    /// <summary>An <see cref="Messages.ErrorStatus"/>, or a number that is none. In a GETBULK request: non-repeaters.</summary>
    public int ErrorStatus => Header.ErrorStatus;

    /// <summary>The varbind that is to blame, from 1; 0 for none. In a GETBULK request: max-repetitions.</summary>
    public int ErrorIndex => Header.ErrorIndex;

    /// <summary>The varbinds, for <see cref="PduReader.ReadVarbinds"/>.</summary>
    public ReadOnlySpan<byte> VarbindList { get; } = varbindList;
}
