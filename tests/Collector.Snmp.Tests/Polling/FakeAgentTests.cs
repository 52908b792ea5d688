using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>The fakes do what they are told: asked here without any code of the engine.</summary>
public sealed class FakeAgentTests : IDisposable
{
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.Limit.TotalMilliseconds };

    public FakeAgentTests() => _client.Bind(new IPEndPoint(IPAddress.Parse("127.30.0.1"), 0));

    public void Dispose() => _client.Dispose();

    [Fact]
    public void It_notes_what_it_was_asked_and_sends_what_the_test_says()
    {
        using var agent = new FakeAgent("127.30.1.2", request => [request.Reply(AgentVarbind.Counter64("1.3.6.1.1", 42)), request.Error(ErrorStatus.GenErr, 1)]);
        Ask(agent, PduHeader.GetBulk(0x1234567, 0, 9), "1.3.6.1.0");

        var first = Receive(out var from);
        Assert.Equal(agent.Endpoint, from);
        Assert.Equal((0x1234567, 0), (first.Id, first.NonRepeaters));
        Assert.Equal(["1.3.6.1.1"], first.Names.Select(name => name.ToString()));
        Assert.Equal((int)ErrorStatus.GenErr, Receive(out _).NonRepeaters);
        var request = Assert.Single(agent.Requests);
        Assert.Equal((1, SnmpVersion.V2c, PduType.GetBulk, 9), (request.Number, request.Version, request.Type, request.MaxRepetitions));
        Assert.Equal("public"u8.ToArray(), request.Community);
    }

    [Fact]
    public void It_can_answer_from_elsewhere_and_not_at_all()
    {
        using var agent = new FakeAgent("127.30.2.2", request => request.Number == 1
            ? []
            : [request.Reply() with { From = ReplySource.OtherPort }, request.Reply() with { From = ReplySource.OtherAddress }]);
        Ask(agent, new PduHeader(PduType.Get, 1 << 24), "1.3.6.1.0");
        Ask(agent, new PduHeader(PduType.Get, 2 << 24), "1.3.6.1.0");

        Assert.Equal(2 << 24, Receive(out var otherPort).Id);
        Assert.Equal((agent.Endpoint.Address, false), (otherPort.Address, otherPort.Port == agent.Endpoint.Port));
        Receive(out var otherAddress);
        Assert.Equal(IPAddress.Parse("127.30.2.3"), otherAddress.Address);
    }

    [Fact]
    public void A_mib_answers_as_the_rfcs_say()
    {
        var mib = new FakeMib(AgentVarbind.Integer("1.3.6.1.1.1", 11), AgentVarbind.Integer("1.3.6.1.1.2", 12), AgentVarbind.Integer("1.3.6.1.2.1", 21));
        var request = new FakeRequest(1, SnmpVersion.V2c, [], PduType.GetBulk, 1, 0, 2, [Oid.Parse("1.3.6.1.1")]);

        Assert.Equal(["1.3.6.1.1.1", "1.3.6.1.1.2"], Names(mib.Find(request)));
        Assert.Equal(["1.3.6.1.2.1", "1.3.6.1.2.1"], Names(mib.Find(request with { Names = [Oid.Parse("1.3.6.1.1.2")] })));
        Assert.Equal(SmiType.EndOfMibView, mib.Find(request with { Names = [Oid.Parse("1.3.6.1.1.2")] })[1].Type);
        Assert.Equal(["1.3.6.1.1.1", "1.3.6.1.1.2", "1.3.6.1.2.1", "1.3.6.1.2.1", "1.3.6.1.2.1"], // one non-repeater, two repeaters twice
            Names(mib.Find(request with { NonRepeaters = 1, Names = [Oid.Parse("1.3.6.1.1"), Oid.Parse("1.3.6.1.1.1"), Oid.Parse("1.3.6.1.1.2")] })));
        Assert.Equal([SmiType.Integer32, SmiType.NoSuchInstance], mib.Find(request with { Type = PduType.Get, Names = [Oid.Parse("1.3.6.1.1.1"), Oid.Parse("1.3.6.1.1.9")] }).Select(one => one.Type));

        var v1 = request with { Version = SnmpVersion.V1, Type = PduType.GetNext, Names = [Oid.Parse("1.3.6.1.1.1"), Oid.Parse("1.3.6.1.2.1")] };
        Assert.Equal((int)ErrorStatus.NoSuchName, FakeRequest.TryRead(mib.Answer(v1).Datagram, 1)!.NonRepeaters);
        Assert.Equal(2, FakeRequest.TryRead(mib.Answer(v1).Datagram, 1)!.MaxRepetitions); // error-index
    }

    [Fact]
    public void A_mistake_in_the_tests_delegate_fails_the_test()
    {
        var agent = new FakeAgent("127.30.3.2", _ => throw new InvalidOperationException("mistake"));
        Ask(agent, new PduHeader(PduType.Get, 1 << 24), "1.3.6.1.0");
        Patience.Until(() => agent.Requests.Count > 0);
        Assert.Equal("mistake", Assert.Throws<InvalidOperationException>(agent.Dispose).InnerException!.Message);
    }

    private static IEnumerable<string> Names(IEnumerable<AgentVarbind> varbinds) => varbinds.Select(one => one.Name.ToString());

    private void Ask(FakeAgent agent, PduHeader header, string name)
    {
        var buffer = new byte[200];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, header);
        Assert.True(writer.TryAdd(Oid.Parse(name).Encoded) && writer.TryComplete(out _));
        writer.TryComplete(out var length);
        _client.SendTo(buffer.AsSpan(0, length), agent.Endpoint);
    }

    private FakeRequest Receive(out IPEndPoint from)
    {
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        var buffer = new byte[2000];
        var length = _client.ReceiveFrom(buffer, ref sender);
        from = (IPEndPoint)sender;
        return FakeRequest.TryRead(buffer.AsSpan(0, length), 0)!;
    }
}
