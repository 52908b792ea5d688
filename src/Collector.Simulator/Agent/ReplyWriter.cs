using Collector.Simulator.Mib;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Writes instances of the MIB as varbinds of a response; what would exceed the message size is refused whole.</summary>
internal ref struct ReplyWriter(Span<byte> buffer, in Request request, ObjectTable objects)
{
    private const int LongestContent = 255;

    private CommunityMessageWriter _message = new(buffer, request.Version, request.Community, PduHeader.Response(request.Header.RequestId));

    public int Varbinds { get; private set; }

    public bool TryAdd(scoped in View view, in Instance instance)
    {
        var column = objects[instance];
        return Counted(column.Number is null ? TryAddContent(column, view, instance.Row) : TryAddNumber(column, view, instance.Row));
    }

    /// <summary>A name with noSuchObject, noSuchInstance or endOfMibView.</summary>
    public bool TryAddException(scoped ReadOnlySpan<byte> name, SmiType exception) => Counted(_message.TryAdd(name, exception, default));

    /// <summary>endOfMibView under the name of an instance, the last that a repeater returned.</summary>
    public bool TryAddEnd(in Instance last)
    {
        Span<byte> name = stackalloc byte[Name.Longest];
        return TryAddException(name[..Name.Write(name, objects[last].Prefix, last.Row.Index)], SmiType.EndOfMibView);
    }

    public readonly int Complete() => _message.TryComplete(out var length) ? length : 0;

    private bool TryAddNumber(Column column, scoped in View view, scoped in Row row)
    {
        Span<byte> varbind = stackalloc byte[EncodedVarbind.Longest];
        return _message.TryAddEncoded(varbind[..EncodedVarbind.Write(varbind, column, row.Index, column.Number!(new Cell(view, row)))]);
    }

    private bool TryAddContent(Column column, scoped in View view, scoped in Row row)
    {
        Span<byte> name = stackalloc byte[Name.Longest];
        Span<byte> content = stackalloc byte[LongestContent];
        name = name[..Name.Write(name, column.Prefix, row.Index)];
        return _message.TryAdd(name, column.Type, content[..column.Content!(new Cell(view, row), content)]);
    }

    private bool Counted(bool added)
    {
        if (added) Varbinds++;
        return added;
    }
}
