using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>One server for the tests that leave it as it was: texts of 60 characters, three at once.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal WebHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Host = await WebHost.StartAsync(("Nmt:CharacterLimit", "60"), ("Nmt:BatchLimit", "3"));

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
