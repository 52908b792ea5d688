using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Messages;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.Tracing;

/// <summary>What happened in one poll, request by request, for somebody who wants it explained. All other polls have none, which costs them a null check a datagram.</summary>
/// <remarks>
/// The lane's thread writes while the poll runs; afterwards whoever awaited it reads. Replies are read a second time here, so that mapping knows
/// nothing of it. Bounded by <see cref="VarbindLog"/>, by <see cref="MostRequests"/> and by the number of steps.
/// </remarks>
internal sealed class PollTrace
{
    /// <summary>Requests kept: more than a person reads through.</summary>
    public const int MostRequests = 1000;

    private readonly Dictionary<ModuleStep, StepTrace> _steps = [];
    private readonly Dictionary<ModuleStep, RequestTrace> _underWay = [];
    private readonly List<RequestTrace> _requests = [];

    /// <summary>Whether replies are copied whole.</summary>
    public bool KeepsVarbinds { get; init; } = true;

    public VarbindLog Varbinds { get; } = new();

    /// <summary>In the order in which they were sent.</summary>
    public IReadOnlyList<RequestTrace> Requests => _requests;

    /// <summary>What the network said of the target; null when it said nothing.</summary>
    public UnreachableReason? Unreachable { get; private set; }

    /// <summary>Where the requests went; null when nothing was sent.</summary>
    public TransportEndpoint? Endpoint { get; private set; }

    public StepTrace Of(ModuleStep step)
    {
        if (!_steps.TryGetValue(step, out var trace)) _steps[step] = trace = new StepTrace(step);
        return trace;
    }

    /// <summary>A request was handed to the network.</summary>
    public void OnSent(ModuleStep step, bool isRetry)
    {
        Endpoint = step.Target.Poll.Endpoint;
        var request = step.NextRequest();
        Of(step).OnSent(request, isRetry, Now(step));
        _underWay.Remove(step);
        if (_requests.Count == MostRequests) return;
        _requests.Add(_underWay[step] = new RequestTrace(step, request, isRetry));
    }

    /// <summary>A reply was taken, and its varbinds are in their cells; `roundTrip` in milliseconds, NaN when it cannot be told.</summary>
    public void OnReply(ModuleStep step, in Pdu pdu, int octets, double roundTrip)
    {
        var trace = Of(step);
        trace.OnReply(pdu.ErrorStatus, octets, roundTrip, Now(step));
        if (_underWay.Remove(step, out var request)) request.OnReply(pdu, octets, roundTrip);
        var isRefusal = pdu.ErrorStatus == (int)ErrorStatus.NoSuchName && step is InstanceGets; // its varbinds are those of the request
        if (pdu.ErrorStatus != 0 && !isRefusal) return;
        var root = step is SubtreeWalk walk && trace.Asking != PduType.Get ? walk.Plan.Root.Encoded : default;
        var copy = new Copy(this, trace, root, step.Module.State.Plan.AllowNonIncreasing, isRefusal);
        PduReader.ReadVarbinds(pdu.VarbindList, ref copy);
    }

    /// <summary>A reply was not taken.</summary>
    public void OnRefused(ModuleStep step, DropReason reason) => Of(step).Refused[(int)reason]++;

    public void OnClosed(ModuleStep step, WalkEnd end) => Of(step).OnClosed(end, Now(step));

    public void OnUnreachable(UnreachableReason reason) => Unreachable ??= reason;

    private static double Now(ModuleStep step) => step.Target.Lane.Clock.NowFine;

    /// <summary>Copies what the mapper took, and notes what made it stop: the same rules as <see cref="ReplyMapper"/> has.</summary>
    private readonly ref struct Copy(PollTrace poll, StepTrace step, ReadOnlySpan<byte> root, bool anyOrder, bool isRefusal) : IVarbindHandler
    {
        private readonly ReadOnlySpan<byte> _root = root;

        public bool OnVarbind(in Varbind varbind)
        {
            if (varbind.Value.IsException || isRefusal) return OnException(varbind);
            if (!_root.IsEmpty && !IsNext(varbind.Name))
            {
                step.OnLeft(varbind.Name, SmiType.Null);
                return false;
            }

            step.OnVarbind(varbind.Name);
            if (poll.KeepsVarbinds) poll.Varbinds.Add(step, varbind);
            return true;
        }

        private bool OnException(in Varbind varbind)
        {
            if (_root.IsEmpty) step.OnMissing(varbind.Name, varbind.Value.Type);
            else step.OnLeft(varbind.Name, varbind.Value.Type);
            return _root.IsEmpty;
        }

        private bool IsNext(ReadOnlySpan<byte> name) =>
            name.StartsWith(_root) && name.Length > _root.Length && (anyOrder || step.LastName.Length == 0 || Ber.Oid.Compare(name, step.LastName) > 0);
    }
}
