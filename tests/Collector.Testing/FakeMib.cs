using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>What a well-behaved agent has and how it answers from it (RFC 3416 section 4.2, RFC 1157 section 4.1): short and obvious.</summary>
public sealed class FakeMib(params IEnumerable<AgentVarbind> objects)
{
    private readonly SortedDictionary<Oid, AgentVarbind> _objects = new(objects.ToDictionary(varbind => varbind.Name));
    private AgentVarbind[]? _inOrder; // null after a change

    /// <summary>Adds an object or gives it another value.</summary>
    public void Set(AgentVarbind varbind)
    {
        _objects[varbind.Name] = varbind;
        _inOrder = null;
    }

    public void Remove(string name)
    {
        _objects.Remove(Oid.Parse(name));
        _inOrder = null;
    }

    /// <summary>The right answer, of any length.</summary>
    public FakeReply Answer(FakeRequest request)
    {
        if (request.Version != SnmpVersion.V1) return request.Reply(Find(request));
        var found = request.Names.Select(name => request.Type == PduType.Get ? _objects.GetValueOrDefault(name) : After(name)).ToList();
        var missing = found.IndexOf(null);
        return missing < 0 ? request.Reply([.. found.OfType<AgentVarbind>()]) : request.Error(ErrorStatus.NoSuchName, missing + 1);
    }

    /// <summary>The varbinds of a v2c answer.</summary>
    public IReadOnlyList<AgentVarbind> Find(FakeRequest request) => request.Type switch
    {
        PduType.Get => [.. request.Names.Select(name => _objects.GetValueOrDefault(name) ?? AgentVarbind.Exception(name, SmiType.NoSuchInstance))],
        PduType.GetNext => [.. request.Names.Select(Next)],
        _ => [.. request.Names.Take(request.NonRepeaters).Select(Next), .. Repeat(request)],
    };

    private IEnumerable<AgentVarbind> Repeat(FakeRequest request)
    {
        var names = request.Names.Skip(request.NonRepeaters).ToArray();
        for (var repetition = 0; repetition < request.MaxRepetitions; repetition++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                var next = Next(names[i]);
                yield return next;
                names[i] = next.Name;
            }
        }
    }

    private AgentVarbind Next(Oid name) => After(name) ?? AgentVarbind.Exception(name, SmiType.EndOfMibView);

    private AgentVarbind? After(Oid name)
    {
        _inOrder ??= [.. _objects.Values];
        var (low, high) = (0, _inOrder.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_inOrder[middle].Name > name) high = middle;
            else low = middle + 1;
        }

        return low < _inOrder.Length ? _inOrder[low] : null;
    }
}
