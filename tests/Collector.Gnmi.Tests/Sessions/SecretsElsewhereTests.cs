using Collector.Grpc;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>Passwords that are kept in files: a new one counts without a reload.</summary>
public sealed class SecretsElsewhereTests : IDisposable
{
    private readonly string _file = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task T08_after_a_refusal_a_new_password_is_tried_as_soon_as_it_is_there()
    {
        await using var session = await StartAsync("wrong\n");
        session.WaitForPause();
        Assert.Equal(DisconnectReason.Denied, session.Stream.Disconnects.Single().Reason);

        for (var looks = 0; looks < 5; looks++)
        {
            session.Time.Advance(TimeSpan.FromSeconds(10));
            session.WaitForPause();
        }

        Assert.Equal(1, session.Stream.Attempts(ConnectReason.Start) + session.Stream.Attempts(ConnectReason.Retry)); // the old one is not tried again and again
        await File.WriteAllTextAsync(_file, "right\n");
        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitForStream();
        Assert.True(session.Stream.IsUp);
    }

    [Fact]
    public async Task A_password_that_is_not_there_is_no_reason_to_give_up()
    {
        File.Delete(_file);
        await using var session = await StartAsync(null);
        session.WaitForPause();
        Assert.Equal(("UNAUTHENTICATED", DisconnectReason.Denied), (session.Stream.LastError!.GrpcCode, session.Stream.LastError.Reason));
        Assert.Contains(_file, session.Stream.LastError.Message, StringComparison.Ordinal);
        Assert.Empty(session.Device.Calls);

        await File.WriteAllTextAsync(_file, "right");
        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitForStream();
    }

    [Fact]
    public async Task A_call_that_is_refused_is_tried_again_with_the_new_password()
    {
        await using var session = await StartAsync("right", (call, number) => number == 1 ? Task.FromResult(new Status(StatusCode.PermissionDenied, "not you")) : call.StreamAsync());
        session.WaitForPause();

        session.Device.Password = null;
        await File.WriteAllTextAsync(_file, "another");
        session.Time.Advance(TimeSpan.FromSeconds(10));
        session.WaitForStream();
    }

    private async Task<SessionFixture> StartAsync(string? password, Func<DeviceCall, int, Task<Status>>? subscribe = null)
    {
        if (password is not null) await File.WriteAllTextAsync(_file, password);
        var session = await SessionFixture.StartAsync(subscribe);
        session.Device.Password = "right";
        session.Target = session.Target with { Username = Secret.From("admin"), PasswordSource = new SecretFile(_file) };
        await session.ApplyAsync();
        return session;
    }
}
