using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Accounts;

/// <summary>Businesses, their team, roles, sign-in, API keys.</summary>
public static class AccountsModule
{
    internal const string Cookie = "charla";
    internal const string StampClaim = "AspNet.Identity.SecurityStamp";

    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder host)
    {
        var services = host.Services;
        services.AddSchema(typeof(AccountsModule).Assembly);
        services.AddSingleton<AccountStore>().AddSingleton<MemberStore>().AddSingleton<AppSecrets>().AddSingleton<SecretStore>();
        services.AddSingleton<TokenStore>().AddSingleton<TokenUses>();
        services.AddSingleton<ReadActor>().AddSingleton<Doorkeeper>().AddScoped<Admission>();
        services.AddSingleton(services => new Limits(
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IConfiguration>().GetValue<bool>("Testing:RelaxedLimits")));
        services.AddSingleton(services => new PublicAddress(
            Uri.TryCreate(services.GetRequiredService<IConfiguration>()["PublicUrl"], UriKind.Absolute, out var url) ? url : null));
        services.AddSingleton(services => new AuditLog(
            services.GetRequiredService<AccountStore>(), services.GetRequiredService<TimeProvider>()));
        services.AddSingleton(services => new Apps(
            services.GetRequiredService<AccountStore>(),
            services.GetRequiredService<AppSecrets>(),
            services.GetRequiredService<SecretStore>(),
            services.GetRequiredService<TokenStore>(),
            services.GetRequiredService<TokenUses>(),
            services.GetRequiredService<TimeProvider>()));
        services.AddSingleton(services => new SetupLink(
            services.GetRequiredService<AccountStore>(), services.GetRequiredService<TimeProvider>()));
        services.AddSingleton(services => new Businesses(
            services.GetRequiredService<AccountStore>(), services.GetRequiredService<TimeProvider>()));
        services.AddSingleton(services => new TeamDirectory(
            services.GetRequiredService<MemberStore>(), services.GetRequiredService<AccountStore>()));
        services.AddKeys().AddSignIn();
        return host;
    }

    /// <summary>Finds out who acts, keeps other sites out, and checks the gates of the endpoint.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (await http.RequestServices.GetRequiredService<Doorkeeper>().Check(http) is { } refusal)
            await Problems.Write(http, refusal);
        else
            await next(http);
    });

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth");
        SetUp.Map(auth);
        AcceptInvitation.Map(auth);
        SignIn.Map(auth);
        SignOut.Map(auth);
        SignInWithPasskey.Map(auth);
        var own = auth.MapGroup("").RequireMember();
        RegisterPasskey.Map(own);
        ListPasskeys.Map(own);
        RemovePasskey.Map(own);
        SetUpTotp.Map(own);
        ChangePassword.Map(own);
        ChangeMe.Map(app);
        RenameBusiness.Map(app);
        var team = app.MapGroup("/api/team").RequireMember();
        ReadTeam.Map(team);
        InviteMember.Map(team);
        RevokeInvitation.Map(team);
        ChangeRole.Map(team);
        RemoveMember.Map(team);
        return app;
    }

    /// <summary>Keys of cookies and tokens live in the data folder and move with it.</summary>
    static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("charla");
        services.AddOptions<KeyManagementOptions>().Configure<Database>((keys, database) =>
            keys.XmlRepository = new KeyRing(database.Keys));
        services.AddHostedService<KeyRing.First>();
        return services;
    }

    static void AddSignIn(this IServiceCollection services)
    {
        services.AddIdentityCore<Member>(identity =>
            {
                identity.Password.RequiredLength = Admission.ShortestPassword;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 20;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.User.AllowedUserNameCharacters = "";
                identity.ClaimsIdentity.SecurityStampClaimType = StampClaim;
            })
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddUserStore<IdentityStore>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((passkeys, address) =>
            passkeys.ServerDomain = address.Configured?.Host);
        // No scheme is the default: the door keeper asks for the cookie where one counts, and no message pays for it.
        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, cookie => Shape(cookie, Cookie, TimeSpan.FromDays(30)))
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
                Shape(cookie, "charla.passkey", TimeSpan.FromMinutes(5)));
    }

    static void Shape(CookieAuthenticationOptions cookie, string name, TimeSpan life)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = life;
        cookie.SlidingExpiration = name == Cookie;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
