using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>A module of one target without any network: a test says what the replies are and reads what is published.</summary>
internal sealed class MappedModule
{
    private readonly LabelWriter _labels = new();
    private readonly WalkCursor _cursor = new();
    private Oid _root;

    public MappedModule(ModulePlan plan, params Label[] targetLabels)
    {
        State = new ModuleState(plan, LabelSet.From(targetLabels));
        Pool = new SnapshotPool(Epochs);
    }

    public ReaderEpochs Epochs { get; } = new();

    public SnapshotPool Pool { get; }

    public ModuleState State { get; }

    /// <summary>What is served now.</summary>
    public ModuleSnapshot? Published { get; private set; }

    /// <summary>Of the last reply.</summary>
    public MapStop Stop { get; private set; }

    /// <summary>Of the last reply.</summary>
    public (int Taken, int Unmapped, int Unfit) Counts { get; private set; }

    /// <summary>Where the walk stands.</summary>
    public string Last => Oid.Format(_cursor.Name);

    /// <summary>The varbind list of a reply.</summary>
    public static byte[] ListOf(params IEnumerable<AgentVarbind> varbinds)
    {
        var buffer = new byte[4_000_000];
        var writer = new PduWriter(buffer, PduHeader.Response(RequestIds.Min));
        foreach (var varbind in varbinds) Assert.True(writer.TryAdd(varbind.Name.Encoded, varbind.Type, varbind.Content));
        Assert.True(writer.TryComplete(out var length, out _));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(buffer.AsSpan(0, length), out var pdu));
        return pdu.VarbindList.ToArray();
    }

    /// <summary>One whole poll: begins, walks everything in one reply, publishes. Returns the series.</summary>
    public IReadOnlyDictionary<string, double> Poll(params IEnumerable<AgentVarbind> varbinds)
    {
        Begin();
        Walk(Modules.Root);
        Reply(varbinds);
        return Finish();
    }

    public void Begin() => State.BeginPoll(Pool);

    /// <summary>Begins a walk; null begins a GET.</summary>
    public void Walk(string? root) => Walk(root is null ? default : Oid.Parse(root));

    /// <summary>Allocates nothing of its own.</summary>
    public void Walk(Oid root)
    {
        _root = root;
        _cursor.Begin(_root);
    }

    public MapStop Reply(params IEnumerable<AgentVarbind> varbinds) => Reply(ListOf(varbinds));

    /// <summary>Allocates nothing of its own.</summary>
    public MapStop Reply(byte[] list, uint afterMs = 0)
    {
        var mapper = new ReplyMapper(State, Pool, _cursor, _root.Encoded, afterMs);
        PduReader.ReadVarbinds(list, ref mapper);
        mapper.Save(_cursor);
        Counts = (mapper.Taken, mapper.Unmapped, mapper.Unfit);
        return Stop = mapper.Stop;
    }

    public IReadOnlyDictionary<string, double> Finish(bool isComplete = true)
    {
        Publish(isComplete);
        return SeriesReading.Read(Published!);
    }

    /// <summary>Allocates nothing of its own.</summary>
    public void Publish(bool isComplete = true, params Oid[] carried)
    {
        var next = State.Finish(Pool, _labels, isComplete, carried.Length == 0 ? CarriedObjects.None : new CarriedObjects(Published, AllBut(carried)));
        if (Published is { } replaced) Pool.Retire(replaced);
        Published = next;
    }

    /// <summary>Publishes a poll that read only some objects. Allocates nothing of its own.</summary>
    public void PublishRead(ObjectSet read)
    {
        var next = State.Finish(Pool, _labels, isComplete: true, new CarriedObjects(Published, read));
        if (Published is { } replaced) Pool.Retire(replaced);
        Published = next;
    }

    private ObjectSet AllBut(Oid[] carried)
    {
        var read = new ObjectSet(State.Plan.Objects.Objects.Count);
        read.BecomeOthersThan(State.Plan.Objects.SetOf(carried));
        return read;
    }
}
