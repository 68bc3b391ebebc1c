using AngleSharp.Dom;
using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>The translator's page over a scripted translator, and what a test does with it.</summary>
public abstract class TranslatePageContext : WebContext
{
    private protected static IElement Target(IRenderedComponent<Translate> page) => page.Find("[aria-label=Translation]");

    private protected static string Text(IRenderedComponent<Translate> page) => page.Find("#translation").TextContent;

    private protected static string Status(IRenderedComponent<Translate> page) => page.Find("main > p[role=status]").TextContent;

    private protected static Task ChooseAsync(IRenderedComponent<Translate> page, string source, string target) =>
        page.InvokeAsync(() => page.FindComponent<LanguageBar>().Instance.ChoiceChanged.InvokeAsync(new LanguageChoice(source, target)));

    /// <summary>Types as the browser reports it.</summary>
    private protected static Task TypeAsync(IRenderedComponent<Translate> page, string text) =>
        page.InvokeAsync(() => page.FindComponent<SourceBox>().Instance.OnTextAsync(text));

    private protected IRenderedComponent<Translate> Start(params InstalledModel[] models)
    {
        Catalog.Show(models.Length > 0 ? models : [FakeCatalog.Ready("en", "de")]);
        return Render<Translate>();
    }
}
