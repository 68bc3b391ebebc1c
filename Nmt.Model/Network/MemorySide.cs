namespace Nmt.Model.Network;

/// <summary>Which stack of LSTM layers, and which way it reads.</summary>
public enum MemorySide
{
    /// <summary>The encoder's layers that read from the first piece on.</summary>
    SourceForward,

    /// <summary>The encoder's layers that read from the end mark back.</summary>
    SourceBackward,

    /// <summary>The decoder's layers.</summary>
    Target,
}
