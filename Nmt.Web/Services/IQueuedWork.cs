namespace Nmt.Web.Services;

/// <summary>Something that waits for the worker.</summary>
internal interface IQueuedWork
{
    /// <summary>The <see cref="InstalledModel.Id"/> that it needs.</summary>
    string Model { get; }

    RequestPriority Priority { get; }

    /// <summary>The <see cref="Caller.Key"/> of who waits.</summary>
    object Caller { get; }

    /// <summary>Cancelled when nobody waits any more.</summary>
    CancellationToken Token { get; }

    /// <summary>How much there is to translate; 0 for other work.</summary>
    int Characters { get; }

    /// <summary>Since it was asked for.</summary>
    TimeSpan Waited { get; }

    /// <summary>True where both can be decoded in one batch without a difference to either.</summary>
    bool Shares(IQueuedWork other);

    void Fail(Exception fault);
}
