import { useState } from "preact/hooks";
import { Avatar } from "../shared/ui/Avatar";
import { Awning } from "../shared/ui/Awning";
import { Banner } from "../shared/ui/Banner";
import { paintBrand } from "../shared/ui/brand";
import { Button, IconButton } from "../shared/ui/Button";
import { Checkbox, Switch } from "../shared/ui/Check";
import { Dialog } from "../shared/ui/Dialog";
import { Empty } from "../shared/ui/Empty";
import { Field, Select, Textarea } from "../shared/ui/Field";
import { Icon } from "../shared/ui/Icon";
import * as icons from "../shared/ui/icons";
import { ListRow } from "../shared/ui/ListRow";
import { Badge, Chip, Tag, WaitingPill } from "../shared/ui/Mark";
import { Menu } from "../shared/ui/Menu";
import { ShopBadge } from "../shared/ui/ShopBadge";
import { Skeleton } from "../shared/ui/Skeleton";
import { Table } from "../shared/ui/Table";
import { Tabs } from "../shared/ui/Tabs";
import { toast } from "../shared/ui/toast";
import css from "./Gallery.module.css";
import { Section } from "./Section";
import { usePartsText } from "./text";

export function Buttons() {
  const text = usePartsText();
  return (
    <Section title={text.buttons}>
      <div class={css.line}>
        <Button look="go">{text.save}</Button>
        <Button look="go" busy={text.saving}>
          {text.save}
        </Button>
        <Button look="go" off={text.nothingToSave}>
          {text.save}
        </Button>
        <Button>{text.cancel}</Button>
        <Button look="plain">{text.undo}</Button>
      </div>
      <div class={css.line}>
        <Button look="bad" icon={icons.Trash2}>
          {text.remove}
        </Button>
        <Button look="brand" icon={icons.MessageCircle}>
          {text.message}
        </Button>
        <Button size="sm">{text.small}</Button>
        <IconButton icon={icons.Search} label={text.search} />
      </div>
      <div class={css.line}>
        <Button look="brand" size="big" icon={icons.MessageCircle}>
          {text.message}
        </Button>
      </div>
    </Section>
  );
}

export function Fields() {
  const text = usePartsText();
  return (
    <Section title={text.fields}>
      <Field label={text.handle} hint={text.handleHint} defaultValue="luna" />
      <Field label={text.email} type="email" defaultValue="ana@luna" error={text.emailError} />
      <Field label={text.search} labelHidden type="search" icon={icons.Search} placeholder={text.search} />
      <Textarea label={text.about} />
      <Select label={text.zone}>
        <option>Europe/Madrid</option>
        <option>America/Bogota</option>
      </Select>
      <Field label={text.handle} hint={text.off} defaultValue="luna" disabled />
    </Section>
  );
}

export function Choices() {
  const text = usePartsText();
  const [greeting, setGreeting] = useState(true);
  return (
    <Section title={text.choices}>
      <Switch label={text.greeting} hint={text.greetingHint} checked={greeting} onChange={setGreeting} />
      <Switch label={text.greeting} disabled />
      <Checkbox label={text.terms} defaultChecked />
      <Checkbox label={text.terms} />
    </Section>
  );
}

export function Asking() {
  const text = usePartsText();
  const [open, setOpen] = useState<"dialog" | "sheet" | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title={text.asking}>
      <div class={css.line}>
        <Button look="bad" onClick={() => setOpen("dialog")}>
          {text.ask}
        </Button>
        <Button onClick={() => setOpen("sheet")}>{text.sheet}</Button>
      </div>
      {open === "dialog" && (
        <Dialog
          title={text.askTitle}
          onClose={close}
          buttons={
            <>
              <Button onClick={close}>{text.keep}</Button>
              <Button look="bad" onClick={close}>
                {text.deleteCode}
              </Button>
            </>
          }
        >
          <p>{text.askBody}</p>
        </Dialog>
      )}
      {open === "sheet" && (
        <Dialog title={text.about} look="sheet" closeLabel={text.close} onClose={close}>
          <p>{text.askBody}</p>
        </Dialog>
      )}
    </Section>
  );
}

export function Telling() {
  const text = usePartsText();
  return (
    <Section title={text.telling}>
      <div class={css.line}>
        <Button onClick={() => toast(text.done, { label: text.undo, act: () => toast(text.undo) })}>
          {text.showToast}
        </Button>
      </div>
      <Banner look="dark" icon={icons.WifiOff}>
        {text.offline}
      </Banner>
      <Banner look="care" icon={icons.ClockAlert} button={<Button size="sm">{text.setHours}</Button>}>
        {text.noHours}
      </Banner>
      <Banner look="info" icon={icons.Bot}>
        {text.helperQuiet}
      </Banner>
      <Banner look="bad" icon={icons.CircleAlert} button={<Button size="sm">{text.again}</Button>}>
        {text.wrong}
      </Banner>
    </Section>
  );
}

export function Marks() {
  const text = usePartsText();
  const [pressed, setPressed] = useState(true);
  return (
    <Section title={text.marks}>
      <div class={css.line}>
        <Avatar name="Noor" id="1" size="l" />
        <Avatar name="Iker" id="2" mark={<Icon of={icons.QrCode} />} />
        <Avatar name="Amara" id="3" size="s" />
        <Avatar />
        <Avatar kind="helper" />
        <ShopBadge name="Luna" size="l" />
        <ShopBadge name="Luna" />
        <ShopBadge name="Luna" size="s" />
        <span class={css.sign}>Luna Bakery</span>
      </div>
      <div class={css.line}>
        <Badge count={3} />
        <Badge count={128} />
        <Badge count={21} quiet />
        <WaitingPill label={text.waiting}>14 min</WaitingPill>
        <Tag>{text.tableSeven}</Tag>
        <Tag look="good" icon={icons.Check}>
          {text.open}
        </Tag>
        <Tag look="care">{text.draft}</Tag>
        <Tag look="bad">{text.failed}</Tag>
        <Tag look="info" icon={icons.Bot}>
          {text.answers}
        </Tag>
      </div>
      <div class={css.line}>
        <Chip pressed={pressed} onClick={() => setPressed(!pressed)}>
          {text.mine}
        </Chip>
        <Chip icon={icons.ListFilter} onClick={() => setPressed(false)}>
          {text.all}
        </Chip>
      </div>
    </Section>
  );
}

export function Rows() {
  const text = usePartsText();
  const [tab, setTab] = useState("mine");
  return (
    <Section title={text.rows}>
      <div class={css.line}>
        <Menu
          icon={icons.EllipsisVertical}
          label={text.more}
          items={[
            { key: "copy", label: text.copyLink, icon: icons.Copy, onChoose: () => toast(text.copyLink) },
            { key: "rename", label: text.rename, icon: icons.Pencil, onChoose: () => toast(text.rename) },
            { key: "remove", label: text.remove, icon: icons.Trash2, bad: true, onChoose: () => toast(text.remove) },
          ]}
        />
      </div>
      <Tabs
        label={text.views}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { key: "mine", label: text.mine, count: 5 },
          { key: "nobody", label: text.nobody, count: 2 },
          { key: "all", label: text.all, count: 21 },
        ]}
      />
      <div class={css.card}>
        <ListRow
          href="#noor"
          chosen
          bold
          face={<Avatar name="Noor" id="1" />}
          title="Noor"
          line={text.lastLine}
          tags={<Tag>{text.tableSeven}</Tag>}
          side={<WaitingPill label={text.waiting}>14 min</WaitingPill>}
        />
        <ListRow href="#ben" face={<Avatar name="Ben" id="4" />} title="Ben" line={text.youLine} side="7:58" />
      </div>
    </Section>
  );
}

export function Tables() {
  const text = usePartsText();
  return (
    <Section title={text.table}>
      <div class={css.card}>
        <Table
          label={text.table}
          rowKey={(row) => row.name}
          rows={[
            { name: text.tableSeven, opened: 128, wrote: 41 },
            { name: text.door, opened: 64, wrote: 9 },
          ]}
          columns={[
            { key: "name", head: text.code, cell: (row) => row.name },
            { key: "opened", head: text.opened, number: true, cell: (row) => row.opened },
            { key: "wrote", head: text.wrote, number: true, cell: (row) => row.wrote },
          ]}
        />
      </div>
    </Section>
  );
}

export function Nothing() {
  const text = usePartsText();
  return (
    <Section title={text.empty}>
      <div class={css.card}>
        <Empty title={text.emptyTitle} button={<Button>{text.showAll}</Button>}>
          {text.emptyBody}
        </Empty>
      </div>
    </Section>
  );
}

export function Loading() {
  const text = usePartsText();
  return (
    <Section title={text.loading}>
      <div class={css.card}>
        <Skeleton label={text.loadingNow} />
      </div>
    </Section>
  );
}

const swatches = ["#a32858", "#e0a800", "#1f6f50", "#7fd1c7", "#ffffff", "#0b0b0b", "#ff4b3e", "#3a4a9e"];

export function Colours() {
  const text = usePartsText();
  return (
    <Section title={text.colours} wide>
      <div class={css.swatches}>
        {swatches.map((brand) => (
          <div key={brand} class={css.swatch} ref={(element) => paintBrand(element, brand)}>
            <Awning thin />
            <div>
              <span class={css.onFill}>{text.hello}</span>
              <span class={css.asInk}>{brand}</span>
            </div>
          </div>
        ))}
      </div>
    </Section>
  );
}
