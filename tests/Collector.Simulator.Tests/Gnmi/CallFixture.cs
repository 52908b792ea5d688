using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;
using Collector.Simulator.Gnmi.Streams;

namespace Collector.Simulator.Tests.Gnmi;

/// <summary>One Subscribe call of a device without a network: time is what the test says, responses are read as a client would.</summary>
internal sealed class CallFixture : IDisposable
{
    public const long Second = 1_000_000_000;

    /// <summary>When the device was started; the call begins 100 s later.</summary>
    public const long StartNs = 1_700_000_000 * Second;

    private readonly NotificationWriter _writer = new();

    public CallFixture(SubscribeRequest request, GnmiNature nature = GnmiNature.Healthy, GnmiFleetOptions? options = null, int device = 7, int interfaces = 3)
    {
        options ??= new GnmiFleetOptions();
        Device = new GnmiDeviceState(device, nature, InterfaceList.Of(interfaces), StartNs);
        var plan = SubscribePlan.TryRead(request, options, out _, out var reason);
        Assert.True(plan is not null, reason);
        Call = new SubscribeCall(options, Device, plan);
    }

    public GnmiDeviceState Device { get; }

    public SubscribeCall Call { get; }

    public long NowNs { get; private set; } = StartNs + 100 * Second;

    public ulong Uptime => Device.Uptime(NowNs);

    public static SubscribeRequest Request(string paths, SubscriptionMode mode = SubscriptionMode.Sample, double interval = 0, Action<SubscriptionList>? with = null)
    {
        var list = new SubscriptionList { Encoding = Encoding.Proto };
        foreach (var path in paths.Split(' '))
            list.Subscription.Add(new Subscription { Path = Path(path), Mode = mode, SampleInterval = (ulong)(interval * Second) });
        with?.Invoke(list);
        return new SubscribeRequest { Subscribe = list };
    }

    /// <summary>A path as people write it, without slashes in keys.</summary>
    public static Collector.Gnmi.Protocol.Path Path(string text)
    {
        var path = new Collector.Gnmi.Protocol.Path();
        foreach (var part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Replace("]", "", StringComparison.Ordinal).Split('[');
            var elem = new PathElem { Name = pieces[0] };
            foreach (var key in pieces[1..]) elem.Key[key.Split('=')[0]] = key.Split('=')[1].Replace('|', '/');
            path.Elem.Add(elem);
        }

        return path;
    }

    public static string Text(Collector.Gnmi.Protocol.Path? prefix, Collector.Gnmi.Protocol.Path? path) => Text(prefix) + Text(path);

    public List<SubscribeResponse> Begin() => Written(() => Call.Begin(_writer, NowNs));

    public List<SubscribeResponse> Poll() => Written(() => Call.Poll(_writer, NowNs));

    /// <summary>Lets time pass, and the call do what is due on the way.</summary>
    public List<SubscribeResponse> Pass(double seconds)
    {
        var end = NowNs + (long)(seconds * Second);
        return Written(() =>
        {
            while (Call.Due <= end && Call.End is null)
            {
                NowNs = Math.Max(NowNs, Call.Due);
                Call.Advance(_writer, NowNs);
            }

            NowNs = end;
        });
    }

    /// <summary>Lets time pass with the call held up, as by a client that reads nothing, then does what is due.</summary>
    public List<SubscribeResponse> HoldUp(double seconds)
    {
        NowNs += (long)(seconds * Second);
        return Written(() => Call.Advance(_writer, NowNs));
    }

    /// <summary>As an edit wakes it.</summary>
    public List<SubscribeResponse> Edit(Action<GnmiDeviceState> edit)
    {
        edit(Device);
        Device.Version++;
        return Written(() => Call.Advance(_writer, NowNs));
    }

    /// <summary>All updates, as path and value.</summary>
    public static List<(string Path, TypedValue Value)> Updates(IEnumerable<SubscribeResponse> responses) =>
        [.. responses.Where(static response => response.Update is not null).SelectMany(static response =>
            response.Update.Update.Select(update => (Text(response.Update.Prefix, update.Path), update.Val)))];

    public static List<string> Deletes(IEnumerable<SubscribeResponse> responses) =>
        [.. responses.Where(static response => response.Update is not null).SelectMany(static response =>
            response.Update.Delete.Select(path => Text(response.Update.Prefix, path)))];

    public void Dispose() => _writer.Dispose();

    private static string Text(Collector.Gnmi.Protocol.Path? path) => path is null ? "" : string.Concat(path.Elem.Select(static elem =>
        "/" + elem.Name + string.Concat(elem.Key.OrderBy(static key => key.Key).Select(static key => $"[{key.Key}={key.Value}]"))));

    private List<SubscribeResponse> Written(Action work)
    {
        _writer.Batch.Clear();
        work();
        return [.. Enumerable.Range(0, _writer.Batch.Count).Select(message => SubscribeResponse.Parser.ParseFrom(_writer.Batch[message].Span))];
    }
}
