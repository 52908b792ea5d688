namespace Collector.Export.RemoteWrite.Requests;

/// <summary>A table of a target whose families other tables of it may have as well.</summary>
internal interface ISharedTable
{
    /// <summary>From now on another table has series of the same family as a column.</summary>
    void Share(SeriesEncoder encoder, int column);

    /// <summary>Ends everything.</summary>
    void End(SeriesEncoder encoder, long unixMs);

    /// <summary>Hands over everything to who goes on with it.</summary>
    void HandOver(SeriesEncoder encoder, InheritedSeries heir);
}
