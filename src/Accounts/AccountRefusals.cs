using Charla.Kernel;

namespace Charla.Accounts;

static class AccountRefusals
{
    public static readonly Refusal SignInRefused = new(
        "sign_in.refused",
        "E-mail or password is wrong, or the account rests after too many tries.",
        RefusalKind.Unauthenticated);

    public static readonly Refusal CodeNeeded = new(
        "sign_in.code_needed", "Enter the code of your authenticator app.", RefusalKind.Unauthenticated, "code");

    public static readonly Refusal LinkEnded = new(
        "link.ended", "This link was used or has ended. Ask for a new one.", RefusalKind.Gone);

    public static readonly Refusal EmailTaken = new(
        "email.taken", "Somebody signs in with this e-mail already.", RefusalKind.Conflict, "email");

    public static readonly Refusal LastOwner = new(
        "team.last_owner", "A business keeps at least one owner.", RefusalKind.Conflict);

    public static readonly Refusal LastKey = new(
        "passkey.last", "Set a password first: this passkey is your only way in.", RefusalKind.Conflict);

    public static readonly Refusal PasskeyRefused = new(
        "passkey.refused", "The passkey was not accepted. Try again.", RefusalKind.Unauthenticated);

    public static readonly Refusal PasskeyUnreadable = new(
        "passkey.refused", "The passkey was not accepted. Try again.", RefusalKind.Invalid, "credential");

    public static readonly Refusal WrongPassword = new(
        "password.wrong", "This is not your password.", RefusalKind.Forbidden, "password");

    public static readonly Refusal WrongCode = new(
        "totp.wrong_code", "This code is not right, or it is too old.", RefusalKind.Invalid, "code");

    public static readonly Refusal ForeignOrigin = new(
        "origin.foreign", "This request comes from another site.", RefusalKind.Forbidden);

    public static readonly Refusal ContentType = new(
        "content_type", "Send application/json, or multipart/form-data for files.", RefusalKind.UnsupportedType);
}
