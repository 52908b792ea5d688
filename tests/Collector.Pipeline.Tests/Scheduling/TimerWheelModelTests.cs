using Collector.Pipeline.Scheduling;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Scheduling;

/// <summary>The wheel against the simplest thing that could be right: a list that is searched.</summary>
public sealed class TimerWheelModelTests
{
    private enum Act
    {
        Schedule,
        Cancel,
        Advance,
    }

    private static readonly Gen<(Act Act, int Amount)[]> Scripts =
        (from act in Gen.Frequency((5, Gen.Constant(Act.Schedule)), (2, Gen.Constant(Act.Cancel)), (3, Gen.Constant(Act.Advance)))
         from amount in Gen.OneOf(Gen.Choose(-3, 70), Gen.Choose(0, 3000), Gen.Choose(60_000, 70_000), Gen.Choose(0, 400_000))
         select (act, amount)).ArrayOf();

    [Fact]
    public void The_wheel_does_what_a_sorted_list_would_do() =>
        Check.One(Properties.Config(400, size: 150), Prop.ForAll(Scripts.ToArbitrary(), Run));

    private static void Run((Act Act, int Amount)[] script)
    {
        var wheel = new TimerWheel(0);
        var fired = new FiredTimers();
        var handles = new List<TimerHandle>();
        var model = new SortedDictionary<(long Due, int Id), bool>();
        var dueOf = new List<long>();
        long now = 0;
        foreach (var (act, amount) in script)
        {
            switch (act)
            {
                case Act.Schedule:
                    dueOf.Add(Math.Max(now + amount, now + 1));
                    model.Add((dueOf[^1], handles.Count), true);
                    handles.Add(wheel.Schedule(now + amount, fired, handles.Count));
                    break;
                case Act.Cancel when handles.Count > 0:
                    var victim = Math.Abs(amount) % handles.Count;
                    model.Remove((dueOf[victim], victim));
                    wheel.Cancel(handles[victim]);
                    break;
                case Act.Advance:
                    var isJump = amount >= 1 << 16;
                    now += Math.Max(0, amount);
                    fired.Kinds.Clear();
                    wheel.Advance(now);
                    var due = model.Keys.TakeWhile(key => key.Due <= now).ToList();
                    foreach (var key in due) model.Remove(key);
                    Assert.Equal(due.Select(key => key.Id).Order(), fired.Kinds.Order());
                    if (!isJump) Assert.Equal(due.Select(key => key.Due), fired.Kinds.Select(id => dueOf[id])); // after a jump all are equally late
                    break;
            }

            Assert.Equal(model.Count, wheel.Count);
            var first = model.Count == 0 ? long.MaxValue : model.Keys.First().Due;
            Assert.InRange(wheel.NextDue(5000), now + 1, Math.Min(first, now + 5000)); // may be early for a timer of a later turn, never late
        }
    }
}
