using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Store;

public sealed class SnapshotPoolTests
{
    private readonly ReaderEpochs _epochs = new();
    private readonly SnapshotPool _pool;
    private readonly ModuleSchema _schema = NumberedSnapshots.Schema(3);

    public SnapshotPoolTests() => _pool = new SnapshotPool(_epochs);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(5000, 5000)]
    [InlineData(5001, 5008)]
    public void A_table_has_room_for_its_rows_and_hardly_more(int rows, int capacity) => Assert.Equal(capacity, SnapshotPool.CapacityFor(rows));

    [Fact]
    public void A_retired_snapshot_is_not_reused_while_a_reader_from_before_is_at_work()
    {
        var first = NumberedSnapshots.Stage(_pool, _schema, 10, 1);
        var reading = _epochs.Enter();
        _pool.Retire(first);

        for (var number = 2; number < 50; number++)
        {
            var next = NumberedSnapshots.Stage(_pool, _schema, 10, number);
            Assert.NotSame(first, next);
            Assert.NotSame(first.Tables[0], next.Tables[0]);
            _pool.Retire(next);
        }

        Assert.Equal(1, NumberedSnapshots.Read(first));
        Assert.Equal(49, _pool.Waiting);
        reading.Dispose();
        var table = first.Tables[0];
        var reused = new HashSet<TableSnapshot>();
        for (var number = 50; number < 100; number++) reused.Add(NumberedSnapshots.Stage(_pool, _schema, 10, number).Tables[0]);
        Assert.Contains(table, reused);
        Assert.Equal(0, _pool.Waiting);
    }

    [Fact]
    public void A_reader_that_came_after_the_swap_holds_nothing_back()
    {
        var first = NumberedSnapshots.Stage(_pool, _schema, 10, 1);
        _pool.Retire(first);
        using var reading = _epochs.Enter();
        Assert.Same(first, _pool.RentModule(_schema));
    }

    [Fact]
    public void A_snapshot_that_somebody_holds_is_not_reused_until_it_is_released()
    {
        var first = NumberedSnapshots.Stage(_pool, _schema, 10, 1);
        first.Hold();
        first.Hold();
        _pool.Retire(first);
        first.Release();
        Assert.NotSame(first, _pool.RentModule(_schema));
        Assert.Equal(1, NumberedSnapshots.Read(first));

        first.Release();
        Assert.Same(first, _pool.RentModule(_schema));
    }

    [Fact]
    public void A_reused_table_is_empty()
    {
        _pool.Retire(NumberedSnapshots.Stage(_pool, _schema, 10, 7));
        var table = _pool.RentTable(_schema.Tables[0], 10);
        for (var column = 0; column < 3; column++)
        {
            foreach (var row in table.Slice(column)) Assert.Fail($"row {row} has a value");
        }

        Assert.True(table.Text.IsEmpty);
        Assert.Empty(table.RowLabels);
        Assert.All(table.AnsweredAfterMs, after => Assert.Equal(0u, after));
    }

    [Fact]
    public void An_unpublished_snapshot_can_be_used_again_at_once_whoever_reads()
    {
        using var reading = _epochs.Enter();
        var staged = NumberedSnapshots.Stage(_pool, _schema, 10, 1);
        var table = staged.Tables[0];
        _pool.Return(staged);
        Assert.Same(staged, _pool.RentModule(_schema));
        Assert.Same(table, _pool.RentTable(_schema.Tables[0], 10));
        Assert.Null(staged.Tables[0]);
    }

    [Fact]
    public void Tables_of_another_schema_or_another_size_are_never_handed_out()
    {
        _pool.Retire(NumberedSnapshots.Stage(_pool, _schema, 10, 1));
        var other = NumberedSnapshots.Schema(3);
        Assert.Same(other.Tables[0], _pool.RentTable(other.Tables[0], 10).Schema);
        Assert.Equal(24, _pool.RentTable(_schema.Tables[0], 17).RowCapacity);
    }

    [Fact]
    public void Tables_that_nobody_took_between_two_trimmings_are_let_go()
    {
        var (idle, busy) = (_pool.RentTable(_schema.Tables[0], 64), _pool.RentTable(_schema.Tables[0], 50));
        _pool.Return(idle);
        _pool.Return(busy);
        _pool.Trim();
        _pool.Return(_pool.RentTable(_schema.Tables[0], 50));
        _pool.Trim();
        Assert.Same(busy, _pool.RentTable(_schema.Tables[0], 50));
        Assert.NotSame(idle, _pool.RentTable(_schema.Tables[0], 64));
    }

    [Fact]
    public void Labels_are_written_anew_only_when_the_last_table_with_them_has_come_back()
    {
        var (first, second) = (_pool.RentTable(_schema.Tables[0], 8), _pool.RentTable(_schema.Tables[0], 8));
        var labels = _pool.RentLabels("a=\"1\""u8, [5]);
        RowLabels Another() => _pool.RentLabels("b=\"2\""u8, [5]); // as long, so that it might take the same
        first.SetRowLabels([labels]);
        second.SetRowLabels([labels]);

        Assert.NotSame(labels, Another());
        _pool.Return(labels);
        Assert.NotSame(labels, Another());
        _pool.Return(first);
        Assert.NotSame(labels, Another());
        Assert.Equal("a=\"1\"", System.Text.Encoding.UTF8.GetString(second.LabelsOf(0)));
        _pool.Return(second);

        var again = Another();
        Assert.Same(labels, again);
        Assert.Equal("b=\"2\"", System.Text.Encoding.UTF8.GetString(again.Block(0)));
    }

    [Fact]
    public void Labels_that_nobody_took_between_two_trimmings_are_let_go()
    {
        var labels = _pool.RentLabels("a=\"1\""u8, [5]);
        _pool.Return(labels);
        _pool.Trim();
        _pool.Trim();
        Assert.NotSame(labels, _pool.RentLabels("a=\"1\""u8, [5]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(5000, 5120)]
    [InlineData(1_000_000, 1_048_576)]
    public void Labels_have_room_for_their_octets_and_hardly_more(int octets, int capacity) => Assert.Equal((capacity, 8), RowLabels.CapacityFor(octets, 3));

    [Fact]
    public void Modules_are_forgotten_that_nobody_has_any_more()
    {
        var kept = NumberedSnapshots.Schema(2);
        var (goes, stays) = (NumberedSnapshots.Stage(_pool, _schema, 4, 1), NumberedSnapshots.Stage(_pool, kept, 4, 1));
        _pool.Retire(goes);
        _pool.Retire(stays);
        _pool.Forget(new HashSet<ModuleSchema> { kept });
        Assert.Same(stays, _pool.RentModule(kept));
        Assert.NotSame(goes, _pool.RentModule(_schema));
    }

    [Fact]
    public void In_steady_state_a_publication_allocates_nothing()
    {
        var series = new Published<ModuleSnapshot?>(null);
        void Publish(long number)
        {
            if (series.Exchange(NumberedSnapshots.Stage(_pool, _schema, 100, number)) is { } replaced) _pool.Retire(replaced);
        }

        for (var number = 1L; number < 10; number++) Publish(number);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var number = 10L; number < 100; number++) Publish(number);
        }));
    }
}
