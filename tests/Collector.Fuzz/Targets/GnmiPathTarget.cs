using System.Text;
using Collector.Gnmi.Paths;

namespace Collector.Fuzz.Targets;

/// <summary>Paths as users write them; what is read must survive the way to text, and to a message, and back.</summary>
internal sealed class GnmiPathTarget : FuzzTarget
{
    public override string Name => "gnmi-path";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        "/interfaces/interface[name=Ethernet1/1]/state/counters/in-octets",
        "openconfig:/a[k=*][l=a\\]b\\[c=d\\]/\"e\"\\\\ é\\n]/.../b/",
        "openconfig-interfaces:interfaces/interface[name=\\ud83d\\ude00]",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } =
        new[] { "/", "//", "[", "]", "[k=v]", "=", "\\", "\\u", "\\u00e9", "\\ud83d", "\\n", ":", ":/", "*", "...", "é", "\0" }.Select(Encoding.UTF8.GetBytes).ToList();

    public override void Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!PathText.TryParse(text, out var path, out var problem))
        {
            Must(problem.Offset >= 0 && problem.Offset <= text.Length && problem.Message.Length > 0, "a mistake has a place in the text and words");
            return;
        }

        Must(PathText.TryParse(PathText.Format(path), out var again, out _) && path.Equals(again), "a path is read back as it was written");
        Must(path.Equals(path.ToProtocol().ToGnmiPath()), "a path survives in a message");
    }
}
