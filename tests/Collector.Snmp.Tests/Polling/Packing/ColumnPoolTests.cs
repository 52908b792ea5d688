using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Polling.Packing;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>Which columns a request has, and how many rows of each.</summary>
public sealed class ColumnPoolTests
{
    private readonly ColumnPool _pool = new();

    [Fact]
    public void Equal_columns_fill_the_reply_and_their_remainders_meet_in_the_last_requests()
    {
        Add(41, left: 51);
        Assert.InRange(Read(room: 1400, most: 25), 30, 32); // 41 × 51 × 20 octets are 29.9 replies
    }

    [Fact]
    public void Columns_of_any_lengths_take_hardly_more_requests_than_their_octets()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            _pool.Clear();
            var names = 0;
            for (var column = 0; column < 40; column++)
            {
                var left = 1 + random.Next(200);
                names += left;
                Add(1, left);
            }

            Assert.InRange(Read(room: 1400, most: 25), names / 70, (names / 70 * 1.25) + 4);
        }
    }

    [Fact]
    public void Nothing_is_asked_for_twice_and_nothing_is_left()
    {
        Add(7, left: 30);
        var repetitions = _pool.Take(0, 1400, 25);
        var other = _pool.Take(1, 1400, 25);
        Assert.True(repetitions > 0 && other > 0);
        Assert.Empty(_pool.AskedBy(0).ToArray().Intersect(_pool.AskedBy(1).ToArray()));
        Answer(0, repetitions);
        Answer(1, other);
        Read(1400, 25);
        Assert.Equal(0, _pool.Waiting);
        Assert.Equal(0, _pool.Take(0, 1400, 25));
    }

    [Fact]
    public void Who_could_not_fill_a_request_waits_for_what_comes_back_to_be_read_on()
    {
        Add(4, left: 30);
        var repetitions = _pool.Take(0, 1400, 25); // three columns
        Assert.Equal((0, 1), (_pool.Take(1, 1400, 25), _pool.Waiting));
        Answer(0, repetitions);
        Assert.True(_pool.Take(1, 1400, 25) > 0);
        Assert.Equal((4, 0), (_pool.AskedBy(1).Length, _pool.Waiting));
    }

    [Fact]
    public void The_column_that_goes_ahead_is_in_each_request_that_can_have_it()
    {
        Add(9, left: 1000);
        _pool.Parts[4].GoesAhead = true;
        for (var request = 0; request < 5; request++)
        {
            var repetitions = _pool.Take(0, 1400, 25);
            Assert.Contains(4, _pool.AskedBy(0).ToArray());
            Assert.Equal(_pool.AskedBy(0).Length, _pool.AskedBy(0).ToArray().Distinct().Count());
            Answer(0, repetitions);
        }

        Assert.All(_pool.Parts.ToArray(), part => Assert.True(part.Left < 1000)); // the others have their turns
    }

    [Fact]
    public void A_varbind_that_is_larger_than_the_room_is_asked_for_alone()
    {
        Add(3, left: 4);
        Assert.Equal((1, 1), (_pool.Take(0, 5, 25), _pool.AskedBy(0).Length));
    }

    [Fact]
    public void A_column_that_is_to_be_alone_is_asked_for_alone_with_as_many_rows_as_fit()
    {
        Add(3, left: 4);
        _pool.Parts[1].IsAlone = true;
        Assert.Equal(25, _pool.Take(0, 1400, 25));
        Assert.Equal([1], _pool.AskedBy(0).ToArray());
    }

    [Fact]
    public void Many_columns_of_which_nothing_is_known_are_asked_for_together()
    {
        Add(100, left: 1);
        Assert.Equal(3, Read(room: 1400, most: 25));
    }

    private void Add(int columns, int left)
    {
        for (var column = 0; column < columns; column++)
        {
            _pool.Add(new ColumnPart { Object = new MappedObject(Oid.Parse("1.3.6.1.9.1"), 0), Left = left, Octets = 20, From = RowIndex.None, Row = RowIndex.None, Until = RowIndex.None });
        }
    }

    /// <summary>Plays an agent whose replies hold what fits; returns the requests it took.</summary>
    private int Read(float room, int most)
    {
        var requests = 0;
        for (var repetitions = _pool.Take(2, room, most); repetitions > 0; repetitions = _pool.Take(2, room, most))
        {
            requests++;
            var asked = _pool.AskedBy(2).ToArray();
            Assert.InRange(repetitions, 1, most);
            Assert.True(asked.Length * repetitions * 20 <= Math.Max(20, room));
            Answer(2, repetitions);
        }

        return requests;
    }

    private void Answer(int chain, int repetitions)
    {
        foreach (var index in _pool.AskedBy(chain).ToArray())
        {
            _pool.Parts[index].Left -= repetitions;
            _pool.Return(index, _pool.Parts[index].Left <= 0, WalkEnd.Complete);
        }
    }
}
