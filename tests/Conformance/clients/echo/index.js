/** Says what it hears, and says it once more when the button is tapped. */
module.exports = async function Echo(context) {
  const { event, session } = context;
  if (event.isPostback) {
    await context.sendText(`Once more: ${event.payload}`);
  } else if (event.isText) {
    await context.typingOn();
    const who = session.user.firstName ?? "You";
    await context.sendButtonTemplate(`${who} said: ${event.text}`, [
      { type: "postback", title: "Say it again", payload: event.text },
    ]);
  }
};
