using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>What the pages that change the server are given: real services over folders of their own, and no processes.</summary>
public abstract class WorkshopContext : BunitContext
{
    /// <summary>How long to wait for what must come, on a machine that does other work too.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected WorkshopContext()
    {
        DefaultWaitTimeout = Patience;
        Services.AddSingleton<AuthenticationStateProvider>(Reader);
        Services.AddSingleton<WorkshopAccess>();
        Services.AddSingleton<IModelCatalog>(Bench.Catalog);
        Services.AddSingleton<TimeProvider>(Bench.Time);
        Services.AddSingleton(Bench.Settings);
        Services.AddSingleton(Bench.Errands);
        Services.AddSingleton(Bench.Corpora);
        Services.AddSingleton(Bench.Runs);
        Services.AddSingleton(Bench.Models);
        Services.AddSingleton(Bench.Evaluations);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    internal WorkshopBench Bench { get; } = new();

    internal FakeReader Reader { get; } = new();

    internal static Task PickAsync<T>(IRenderedComponent<T> page, string id, params (string Name, string Text)[] files)
        where T : class, IComponent
    {
        IRenderedComponent<InputFile> input = page.FindComponents<InputFile>().First(each => each.Find("input").Id == id);
        input.UploadFiles([.. files.Select(file => InputFileContent.CreateFromText(file.Text, file.Name))]);
        return Task.CompletedTask;
    }

    internal static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : class, IComponent => page.FindAll("button").First(button => button.TextContent.Trim() == text);

    internal static bool HasButton<T>(IRenderedComponent<T> page, string text)
        where T : class, IComponent => page.FindAll("button").Any(button => button.TextContent.Trim() == text);

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Bench.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Bench.Dispose();
        }
    }
}

/// <summary>A reader whom the workshop is open to, unless a test says otherwise.</summary>
internal sealed class FakeReader : AuthenticationStateProvider
{
    public bool IsAdmitted { get; set; } = true;

    public override Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        var caller = new ClaimsPrincipal();
        if (IsAdmitted)
        {
            caller.AddIdentity(new ClaimsIdentity([new Claim("nmt:workshop", "open")]));
        }

        return Task.FromResult(new AuthenticationState(caller));
    }
}
