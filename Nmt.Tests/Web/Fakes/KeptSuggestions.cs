using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Suggestions kept in memory, or refused.</summary>
internal sealed class KeptSuggestions : ISuggestions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Why none can be kept; null keeps them.</summary>
    public string? Fault { get; set; }

    public List<Suggestion> All { get; } = [];

    public Task AddAsync(Suggestion suggestion, CancellationToken token = default)
    {
        if (Fault is not null)
        {
            throw new NmtException(Fault);
        }

        All.Add(suggestion);
        return Task.CompletedTask;
    }
}
