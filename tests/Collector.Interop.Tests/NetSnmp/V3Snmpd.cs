using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Debian's snmpd as an SNMPv3 engine with a user for every combination of hash and cipher.</summary>
public sealed class V3Snmpd : IAsyncLifetime
{
    private const string Password = "authentic pass";
    private const string PrivPassword = "private pass";
    private static readonly IPAddress Address = IPAddress.Parse("127.76.2.1");

    private readonly TemporaryFolder _folder = new();
    private PeerProcess? _process;

    public IPEndPoint Endpoint { get; } = FreePort.Udp(Address);

    /// <summary>As snmp.yml would have them: noAuthNoPriv, authNoPriv for every hash, authPriv for every hash and cipher.</summary>
    internal static IReadOnlyList<SnmpAuthOptions> Users { get; } =
    [
        User(SnmpSecurityLevel.NoAuthNoPriv, default, default),
        .. Enum.GetValues<SnmpAuthProtocol>().Select(hash => User(SnmpSecurityLevel.AuthNoPriv, hash, default)),
        .. from hash in Enum.GetValues<SnmpAuthProtocol>() from cipher in Enum.GetValues<SnmpPrivProtocol>() select User(SnmpSecurityLevel.AuthPriv, hash, cipher),
    ];

    public async Task InitializeAsync()
    {
        var configuration = _folder.Write("snmpd.conf", string.Join('\n', Users.SelectMany(Lines).Append("sysName v3.interop.example\n")));
        _process = PeerProcess.Start("/usr/sbin/snmpd", ["-f", "-r", "-Lo", "-C", "-c", configuration, $"udp:{Endpoint}"], Environment);
        await _process.WaitForLineAsync("NET-SNMP version");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Asks for a subtree with net-snmp's own client as one of the users.</summary>
    internal async Task<Walk> WalkAsync(SnmpAuthOptions user, string oid)
    {
        var (code, output, errors) = await PeerProcess.RunAsync(
            "/usr/bin/snmpwalk", ["-v3", "-t5", "-On", "-Oe", "-Ot", "-Ox", .. ClientOptions(user), Endpoint.ToString(), oid], Environment);
        if (code != 0 || errors.Length > 0) throw new InvalidOperationException($"snmpwalk {oid} as {user.Name} ended with {code}: {errors}");
        var walk = new Walk();
        walk.Read(output);
        return walk;
    }

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["MIBS"] = "", ["SNMPCONFPATH"] = _folder.Path, ["SNMP_PERSISTENT_DIR"] = _folder["persistent"],
    };

    private static SnmpAuthOptions User(SnmpSecurityLevel level, SnmpAuthProtocol hash, SnmpPrivProtocol cipher)
    {
        var name = level switch
        {
            SnmpSecurityLevel.NoAuthNoPriv => "nobody",
            SnmpSecurityLevel.AuthNoPriv => $"{hash}",
            _ => $"{hash}-{cipher}",
        };
        return new SnmpAuthOptions
        {
            Name = name,
            Version = Snmp.Messages.SnmpVersion.V3,
            SecurityLevel = level,
            Username = name,
            AuthProtocol = hash,
            Password = Pipeline.Configuration.Secret.From(Password),
            PrivProtocol = cipher,
            PrivPassword = Pipeline.Configuration.Secret.From(PrivPassword),
        };
    }

    private static IEnumerable<string> Lines(SnmpAuthOptions user) => user.SecurityLevel switch
    {
        SnmpSecurityLevel.NoAuthNoPriv => [$"createUser {user.Username}", $"rouser {user.Username} noauth"],
        SnmpSecurityLevel.AuthNoPriv => [$"createUser {user.Username} {Hash(user)} \"{Password}\"", $"rouser {user.Username} auth"],
        _ => [$"createUser {user.Username} {Hash(user)} \"{Password}\" {Cipher(user)} \"{PrivPassword}\"", $"rouser {user.Username} priv"],
    };

    private static IEnumerable<string> ClientOptions(SnmpAuthOptions user) => user.SecurityLevel switch
    {
        SnmpSecurityLevel.NoAuthNoPriv => ["-u", user.Username, "-l", "noAuthNoPriv"],
        SnmpSecurityLevel.AuthNoPriv => ["-u", user.Username, "-l", "authNoPriv", "-a", Hash(user), "-A", Password],
        _ => ["-u", user.Username, "-l", "authPriv", "-a", Hash(user), "-A", Password, "-x", Cipher(user), "-X", PrivPassword],
    };

    /// <summary>net-snmp writes SHA-224 and so on.</summary>
    private static string Hash(SnmpAuthOptions user) => user.AuthProtocol.ToString().ToUpperInvariant() switch
    {
        "MD5" => "MD5",
        "SHA" => "SHA",
        var longer => $"SHA-{longer[3..]}",
    };

    /// <summary>And AES-192, and AES-192-C for a key extended after Reeder.</summary>
    private static string Cipher(SnmpAuthOptions user) => user.PrivProtocol switch
    {
        SnmpPrivProtocol.Des => "DES",
        SnmpPrivProtocol.Aes => "AES",
        SnmpPrivProtocol.Aes192 => "AES-192",
        SnmpPrivProtocol.Aes192C => "AES-192-C",
        SnmpPrivProtocol.Aes256 => "AES-256",
        _ => "AES-256-C",
    };
}
