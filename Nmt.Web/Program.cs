using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Nmt.Web;
using Nmt.Web.Api;
using Nmt.Web.Api.V1;
using Nmt.Web.Components;
using Nmt.Web.Services.Workshop;
using Nmt.Web.Telemetry;

// The settings and the published assets lie beside the program, wherever it is started from.
WebApplicationBuilder builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

// Without this, an app started from bin/ outside Development answers every static asset with 200 and no bytes.
builder.WebHost.UseStaticWebAssets();
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);

builder.Services.AddTranslation(builder.Configuration);
builder.Services.AddTranslationApi(builder.Configuration);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddTranslationPages();
builder.Services.AddWorkshop(builder.Configuration);

WebApplication app = builder.Build();
app.UseWorkshopDoor(); // first: it judges the connection itself, not what a proxy says of it
app.UseForwardedHeaders();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseStatusPagesForPagesOnly();
app.UseCors();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapLibreTranslate();
app.MapTranslationApi();
app.MapApiDocument();
app.MapMetrics();
app.MapWorkshop();
app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ServiceRegistration.ReadyTag) });
app.MapRazorComponents<App>()
    .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
app.Run();
