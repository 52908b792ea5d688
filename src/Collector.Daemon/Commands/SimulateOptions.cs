using System.CommandLine;
using System.Net;
using Collector.Simulator;
using Collector.Snmp.Security.Usm;

namespace Collector.Daemon.Commands;

/// <summary>The options of <c>collector simulate snmp</c>. Times take a unit: <c>250ms</c>, <c>3s</c>, <c>5m</c>.</summary>
internal sealed class SimulateOptions
{
    private static readonly SimulatorOptions _defaults = new();

    private readonly Option<int> _devices = SimulateOption.Number("--devices", "How many agents", _defaults.Devices);
    private readonly Option<int> _interfaces = SimulateOption.Number("--interfaces", "Rows of ifTable and ifXTable of each", _defaults.Interfaces);
    private readonly Option<string> _base = new("--base") { Description = "Address of the first agent", HelpName = "ADDRESS", DefaultValueFactory = _ => _defaults.BaseAddress.ToString() };
    private readonly Option<int> _port = SimulateOption.Number("--port", "UDP port of all agents; 0 takes a free one", 1161);
    private readonly Option<string> _community = new("--community") { Description = "The community of all agents; others get no answer", HelpName = "TEXT", DefaultValueFactory = _ => _defaults.Community };
    private readonly Option<UsmUser[]> _users = new("--user")
    {
        Description = "An SNMPv3 user: NAME, NAME:SHA:PASSWORD or NAME:SHA:PASSWORD:AES:PASSWORD, in the words of snmp.yml; may be repeated",
        DefaultValueFactory = _ => [],
        CustomParser = SimulatedUser.Parse,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        HelpName = "USER",
    };
    private readonly Option<bool> _sharedEngineId = new("--shared-engine-id") { Description = "All agents have one SNMPv3 engine id, as if cloned" };
    private readonly Option<double> _notInTime = SimulateOption.Fraction("--not-in-time", "Probability that an SNMPv3 request is said to be outside of the time window");
    private readonly Option<double> _wrongDigest = SimulateOption.Fraction("--wrong-digest", "Probability that an SNMPv3 reply is signed wrongly");
    private readonly Option<int> _seed = SimulateOption.Number("--seed", "Equal seeds choose equal faults", _defaults.Seed);
    private readonly Option<double> _loss = SimulateOption.Fraction("--loss", "Probability that a request gets no answer");
    private readonly Option<double> _garbage = SimulateOption.Fraction("--garbage", "Probability of a damaged reply instead of the right one");
    private readonly Option<double> _duplicate = SimulateOption.Fraction("--duplicate", "Probability that a reply comes twice");
    private readonly Option<double> _late = SimulateOption.Fraction("--late", "Probability that a reply comes late");
    private readonly Option<TimeArgument> _lateBy = SimulateOption.Time("--late-by", "How late", _defaults.LateBy);
    private readonly Option<TimeArgument> _delay = SimulateOption.Time("--delay", "Time between every request and its reply", _defaults.Delay);
    private readonly Option<TimeArgument> _jitter = SimulateOption.Time("--delay-jitter", "The most that is added to it at random", _defaults.DelayJitter);
    private readonly Option<double> _silent = SimulateOption.Fraction("--silent", "Fraction of the agents that never answer");
    private readonly Option<double> _slow = SimulateOption.Fraction("--slow", "Fraction that are slow");
    private readonly Option<TimeArgument> _slowBy = SimulateOption.Time("--slow-by", "How slow", _defaults.SlowBy);
    private readonly Option<double> _serial = SimulateOption.Fraction("--serial", "Fraction that work on one request at a time");
    private readonly Option<TimeArgument> _workTime = SimulateOption.Time("--work-time", "How long they work on each", _defaults.WorkTime);
    private readonly Option<double> _breaking = SimulateOption.Fraction("--breaking", "Fraction that answer nothing to GETBULKs with many repetitions");
    private readonly Option<int> _breaksAbove = SimulateOption.Number("--breaks-above", "The most repetitions that they answer", _defaults.BreaksAbove);
    private readonly Option<double> _skipping = SimulateOption.Fraction("--skipping", "Fraction that leave rows out of GETBULKs with very many repetitions");
    private readonly Option<int> _skipsAbove = SimulateOption.Number("--skips-above", "The most repetitions that they answer rightly", _defaults.SkipsAbove);
    private readonly Option<double> _steppingBack = SimulateOption.Fraction("--stepping-back", "Fraction whose walks go back to where they were");
    private readonly Option<double> _endless = SimulateOption.Fraction("--endless", "Fraction whose interface tables never end");
    private readonly Option<double> _hugeGarbage = SimulateOption.Fraction("--huge-garbage", "Fraction that answer 64 kB of noise");
    private readonly Option<TimeArgument> _rebootEvery = SimulateOption.Time("--reboot-every", "Each agent starts anew after so long; 0s: never", _defaults.RebootEvery);
    private readonly Option<int> _maxRepetitions = SimulateOption.Number("--max-repetitions", "The most that one GETBULK is served", _defaults.MaxRepetitions);
    private readonly Option<int> _maxMessageSize = SimulateOption.Number("--max-message-size", "Octets of the largest reply", _defaults.MaxMessageSize);

    public IEnumerable<Option> All =>
    [
        _devices, _interfaces, _base, _port, _community, _users, _sharedEngineId, _notInTime, _wrongDigest, _seed, _loss, _garbage, _duplicate, _late, _lateBy, _delay, _jitter,
        _silent, _slow, _slowBy, _serial, _workTime, _breaking, _breaksAbove, _skipping, _skipsAbove, _steppingBack, _endless, _hugeGarbage, _rebootEvery, _maxRepetitions, _maxMessageSize,
    ];

    public SimulatorOptions Read(ParseResult result) => new()
    {
        Devices = result.GetValue(_devices),
        Interfaces = result.GetValue(_interfaces),
        BaseAddress = IPAddress.TryParse(result.GetValue(_base), out var address) ? address : IPAddress.None,
        Port = result.GetValue(_port),
        Community = result.GetValue(_community)!,
        Users = result.GetValue(_users)!,
        SharedEngineId = result.GetValue(_sharedEngineId),
        NotInTimeWindow = result.GetValue(_notInTime),
        WrongDigest = result.GetValue(_wrongDigest),
        Seed = result.GetValue(_seed),
        Loss = result.GetValue(_loss),
        Garbage = result.GetValue(_garbage),
        Duplicate = result.GetValue(_duplicate),
        Late = result.GetValue(_late),
        LateBy = result.GetValue(_lateBy),
        Delay = result.GetValue(_delay),
        DelayJitter = result.GetValue(_jitter),
        Silent = result.GetValue(_silent),
        Slow = result.GetValue(_slow),
        SlowBy = result.GetValue(_slowBy),
        Serial = result.GetValue(_serial),
        WorkTime = result.GetValue(_workTime),
        Breaking = result.GetValue(_breaking),
        BreaksAbove = result.GetValue(_breaksAbove),
        Skipping = result.GetValue(_skipping),
        SkipsAbove = result.GetValue(_skipsAbove),
        SteppingBack = result.GetValue(_steppingBack),
        Endless = result.GetValue(_endless),
        HugeGarbage = result.GetValue(_hugeGarbage),
        RebootEvery = result.GetValue(_rebootEvery),
        MaxRepetitions = result.GetValue(_maxRepetitions),
        MaxMessageSize = result.GetValue(_maxMessageSize),
    };
}
