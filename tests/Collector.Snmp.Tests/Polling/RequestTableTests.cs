using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Polling;

public sealed class RequestTableTests : IDisposable
{
    private readonly LaneFixture _lane = new();
    private readonly ModuleStep _step;
    private readonly RequestTable _table = new();

    public RequestTableTests() => _step = _lane.Make("192.0.2.1:161").Modules[0].Steps[0];

    public void Dispose() => _lane.Dispose();

    [Fact]
    public void Ids_take_four_octets_and_are_never_negative()
    {
        for (var i = 0; i < 140_000; i++) // a slot has 130,560 generations
        {
            var slot = _table.Take(_step);
            var id = _table.NextId(slot, 0);
            Assert.InRange(id, RequestIds.Min, RequestIds.Max);
            Assert.Equal(IdMatch.Outstanding, _table.Match(id, out var found, out var isLast));
            Assert.Equal((slot, true), (found, isLast));
            _table.Release(slot, id);
        }
    }

    [Fact]
    public void Two_tables_do_not_begin_with_the_same_ids()
    {
        var ids = Enumerable.Range(0, 50).Select(_ =>
        {
            var table = new RequestTable();
            return table.NextId(table.Take(_step), 0);
        });
        Assert.InRange(ids.Distinct().Count(), 45, 50);
    }

    [Fact]
    public void The_reply_to_any_sending_is_accepted_and_all_of_them_are_over_with_it()
    {
        var slot = _table.Take(_step);
        int[] ids = [_table.NextId(slot, 1), _table.NextId(slot, 2), _table.NextId(slot, 3)];
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal([(IdMatch.Outstanding, false), (IdMatch.Outstanding, false), (IdMatch.Outstanding, true)], ids.Select(Match));

        _table.Release(slot, ids[1]);

        Assert.Equal([IdMatch.Late, IdMatch.Duplicate, IdMatch.Late], ids.Select(id => Match(id).Match));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void A_request_that_was_given_up_has_only_late_replies()
    {
        var slot = _table.Take(_step);
        int[] ids = [_table.NextId(slot, 1), _table.NextId(slot, 2)];
        _table.Release(slot, 0);
        Assert.All(ids, id => Assert.Equal(IdMatch.Late, Match(id).Match));
    }

    [Fact]
    public void A_sending_that_was_taken_back_did_not_happen()
    {
        var slot = _table.Take(_step);
        var id = _table.NextId(slot, 1);
        _table.TakeBackSending(slot);
        Assert.NotEqual(IdMatch.Outstanding, Match(id).Match);
        var again = _table.NextId(slot, 2);
        Assert.Equal((IdMatch.Outstanding, true), Match(again));
        Assert.Equal(1, _table[slot].Sendings);
    }

    [Fact]
    public void It_is_full_when_all_slots_are_taken_and_not_before()
    {
        for (var i = 0; i < 1 << 14; i++)
        {
            Assert.False(_table.IsFull);
            _table.Take(_step);
        }

        Assert.True(_table.IsFull);
        _table.Release(77, 0);
        Assert.False(_table.IsFull);
        Assert.Equal(77, _table.Take(_step));
    }

    [Fact]
    public void Outstanding_ids_match_their_request_and_no_other_id_does() =>
        Check.One(Properties.Config(200, size: 400), Prop.ForAll(
            (from act in Gen.Choose(0, 9) from pick in Gen.Choose(0, 1000) select (act, pick)).ArrayOf().ToArbitrary(), script =>
            {
                var table = new RequestTable();
                var live = new Dictionary<int, List<int>>();
                var past = new List<int>();
                foreach (var (act, pick) in script)
                {
                    var slot = live.Count == 0 ? -1 : live.Keys.ElementAt(pick % live.Count);
                    if (act < 3 || slot < 0)
                    {
                        slot = table.Take(_step);
                        Assert.False(live.ContainsKey(slot));
                        live[slot] = [table.NextId(slot, 0)];
                    }
                    else if (act < 5)
                    {
                        live[slot].Add(table.NextId(slot, 0));
                    }
                    else
                    {
                        past.AddRange(live[slot]);
                        table.Release(slot, pick % 2 == 0 ? live[slot][pick % live[slot].Count] : 0);
                        live.Remove(slot);
                    }

                    Assert.Equal(live.Count, table.Count);
                    foreach (var (owner, ids) in live)
                    {
                        foreach (var id in ids)
                        {
                            Assert.Equal(IdMatch.Outstanding, table.Match(id, out var found, out var isLast));
                            Assert.Equal((owner, id == ids[^1]), (found, isLast));
                        }
                    }

                    Assert.All(past, id => Assert.True(table.Match(id, out _, out _) is IdMatch.Late or IdMatch.Duplicate));
                    var strange = live.Count > 0 ? live.Values.First()[^1] + (((pick % 50) + 1) << 14) : RequestIds.Min;
                    if (!live.Values.Any(ids => ids.Contains(strange))) Assert.NotEqual(IdMatch.Outstanding, table.Match(strange, out _, out _));
                }
            }));

    private (IdMatch Match, bool IsLast) Match(int id)
    {
        var match = _table.Match(id, out _, out var isLast);
        return (match, isLast);
    }
}
