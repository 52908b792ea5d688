namespace Collector.Pipeline.Store;

/// <summary>How each module of one poll ended, in eight octets: four bits for each of the first <see cref="Most"/> modules.</summary>
public readonly record struct ModuleEnds
{
    /// <summary>Modules that there is room for.</summary>
    public const int Most = 16;

    private const int Width = 4;
    private const ulong NotAsked = 15;

    private readonly ulong _bits;

    private ModuleEnds(ulong bits) => _bits = bits;

    /// <summary>The same with one module's end; null when nobody was asked. A module beyond <see cref="Most"/> is left out.</summary>
    public ModuleEnds With(int module, WalkEnd? end)
    {
        if (module >= Most) return this;
        var shift = module * Width;
        return new ModuleEnds((_bits & ~(NotAsked << shift)) | ((end is { } known ? (ulong)known : NotAsked) << shift));
    }

    /// <summary>How a module ended: null when nobody was asked. False for a module that there was no room for.</summary>
    public bool TryGet(int module, out WalkEnd? end)
    {
        var code = module < Most ? (_bits >> (module * Width)) & NotAsked : NotAsked;
        end = code == NotAsked ? null : (WalkEnd)code;
        return module < Most;
    }
}
