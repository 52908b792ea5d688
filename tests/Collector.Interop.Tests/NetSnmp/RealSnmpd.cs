using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Debian's snmpd on a loopback address of its own: a real agent that tells of the machine the tests run on.</summary>
public class RealSnmpd : IAsyncLifetime
{
    private static readonly IPAddress Address = IPAddress.Parse("127.76.1.1");

    private readonly TemporaryFolder _folder = new();
    private PeerProcess? _process;

    public IPEndPoint Endpoint { get; } = FreePort.Udp(Address);

    /// <summary>Lines of its configuration beyond the usual.</summary>
    protected virtual string More => "";

    public async Task InitializeAsync()
    {
        // What would otherwise come from the machine's name and from whoever set it up.
        var configuration = _folder.Write("snmpd.conf", """
            rocommunity public 127.0.0.0/8
            sysDescr a "real" agent \ of net-snmp
            sysName interop.example
            sysContact noc@example.org
            sysLocation rack 7
            sysServices 72

            """ + More);
        // -f: in the foreground; -r: root is not needed; -C -c: no configuration but ours.
        _process = PeerProcess.Start("/usr/sbin/snmpd", ["-f", "-r", "-Lo", "-C", "-c", configuration, $"udp:{Endpoint}"], Environment);
        await _process.WaitForLineAsync("NET-SNMP version");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Asks for subtrees, or single instances, with net-snmp's own client.</summary>
    /// <param name="version">1 or 2c.</param>
    internal async Task<Walk> WalkAsync(string version, IEnumerable<string> oids)
    {
        var walk = new Walk();
        foreach (var oid in oids)
        {
            // -On -Oe -Ot: numbers instead of names of objects, codes and times; -Ox: strings as octets, so that nothing has to be unquoted.
            var (code, output, errors) = await PeerProcess.RunAsync(
                "/usr/bin/snmpwalk", [$"-v{version}", "-cpublic", "-t5", "-On", "-Oe", "-Ot", "-Ox", Endpoint.ToString(), oid], Environment);
            if (code != 0 || errors.Length > 0) throw new InvalidOperationException($"snmpwalk {oid} ended with {code}: {errors}");
            walk.Read(output);
        }

        return walk;
    }

    /// <summary>No MIB files, and nothing kept on disk but in our folder.</summary>
    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["MIBS"] = "", ["SNMPCONFPATH"] = _folder.Path, ["SNMP_PERSISTENT_DIR"] = _folder["persistent"],
    };
}
