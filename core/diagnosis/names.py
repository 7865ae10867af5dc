"""What a column's name says about it, in the words that logs use, in many languages."""

import re


def _said(words: str) -> frozenset[str]:
    return frozenset(words.split())


_D = _said(
    "d dis disc discr discrim discriminator critic netd dloss lossd errd crit c "
    "diskriminator discriminador discriminateur discriminatore дискриминатор "
    "дискриминатора loss_d"
)
_G = _said(
    "g gen generator netg gloss lossg errg actor generador générateur generateur "
    "gerador generatore генератор генератора"
)
_D_PARTS = re.compile(
    r"判别|判別|鉴别|鑑別|辨别|識別|判器|판별|식별|구분자|批评|评论家|クリティック"
)
_G_PARTS = re.compile(r"生成|생성|ジェネレ")
_REAL = _said("real reals true r echt reel réel réelle vrai vero verdadero 1")
_FAKE = _said("fake fakes false f synthetic falsch faux falso generated gefälscht")
_REAL_PARTS = re.compile(r"真|实|実|リアル|本物|진짜|реал|настоящ")
_FAKE_PARTS = re.compile(r"假|偽|伪|フェイク|가짜|фейк|поддел")
_LOSS = _said(
    "loss losses err error cost lss verlust fehler perte perda pérdida perdida "
    "perdita потери потеря"
)
_LOSS_PARTS = re.compile(r"损失|損失|손실|ロス|誤差")
_EPOCH = _said("epoch epochs ep epoche época epoca époque эпоха")
_EPOCH_PARTS = re.compile(r"轮|回合|エポック|에폭|에포크|周期")
_STEP = _said(
    "step steps iter iters itr iteration iterations batch batches kimg tick nimg "
    "index idx minibatch progress schritt paso passo étape шаг итерация it i"
)
_STEP_PARTS = re.compile(r"迭代|步|批|ステップ|イテレ|반복|스텝")
_TIME = _said(
    "time wall timestamp elapsed seconds sec secs timestamps runtime duration zeit "
    "temps tiempo hours"
)
_TIME_PARTS = re.compile(r"时间|時間|用时|耗时|시간|время")
_ACCURACY = _said("acc accuracy accuracies genauigkeit précision precisión")
_ACCURACY_PARTS = re.compile(r"准确|正确率|精度|정확")
_PENALTY = _said("gp penalty r1 r2 reg lp drift pl gradpen")
_PARTS = _said(
    "l1 l2 rec recon reconstruction cyc cycle idt identity perceptual vgg content "
    "style const tv category kl kld fm feature mse mae pixel pix mask lpips percep "
    "class cls aux info id feat nce ssim edge mel dur"
)
_ADVERSARIAL = _said("adv gan adversarial cheat fool")
_ASIDE = _said(
    "lr gpu cuda mem memory ratio val valid validation test min max std num var "
    "average avg ema fid is kid mmd emd wasserstein w1 jsd norm grad eta ms fps "
    "data load size seed param params beta lambda util utilization total_batches "
    "signs sign mins"
)
_SUM = _said("total sum all overall gesamt")


def words(name: str) -> list[str]:
    """The words of a name, in lower case: ``Loss/D_realMean`` has four."""
    split = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", name)
    split = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", split)
    return re.findall(r"[^\W_]+", split.lower())


def output_of_d(name: str) -> str | None:
    """The role of a mean output of D, ``D(x)`` or ``D(G(z))``; None if it is none."""
    short = name.strip().rpartition(" - ")[2].removeprefix("Loss/").strip()
    bracketed = "(" in short or "_" in short or "score" in short.lower()
    if (bracketed or short.lower() in ("dx", "dgz")) and (
        found := re.fullmatch(
            r"d[\s_]*\(?\s*g[\s_(]*(z)[\s_]*(\d?)[\s_)]*( / \d)?", short, re.I
        )
    ):
        return "p_fake_after" if found[2] == "2" or found[3] else "p_fake"
    if (
        re.fullmatch(r"d[\s_]*\(?[\s_]*x[\s_)]*", short, re.I)
        and short.lower() != "d x"
    ):
        return "p_real"
    if found := re.fullmatch(
        r"(?:d_)?(?:scores?[/_ ](real|fake)|(real|fake)[/_ ](?:scores?|prob\w*))"
        r"|d\((real|fake)\)|prob[/_ ](real|fake)",
        short,
        re.I,
    ):
        side = next(filter(None, found.groups())).lower()
        return "p_real" if side == "real" else "p_fake"
    return None


def role_of(name: str) -> str:
    """The role that a name by itself stands for; "other" if it says nothing."""
    if role := output_of_d(name):
        return role
    if name.endswith("%"):
        return "accuracy"
    said = words(name)
    has = set(said)
    of_d = bool(has & _D or _D_PARTS.search(name))
    of_g = bool(has & _G or _G_PARTS.search(name))
    of_loss = bool(has & _LOSS or _LOSS_PARTS.search(name))
    early = _aside(name, has)
    if early:
        return early
    numbered = {"d1": "d_real", "d2": "d_fake", "c1": "d_real", "c2": "d_fake"}
    numbered |= {"dr": "d_real", "df": "d_fake", "a1": "accuracy", "a2": "accuracy"}
    if name.strip().lower() in numbered:
        return numbered[name.strip().lower()]
    if not of_d and (has & _PARTS):
        return "g_part"
    on_real = bool(has & _REAL - {"1"} or _REAL_PARTS.search(name))
    on_fake = bool(has & _FAKE or _FAKE_PARTS.search(name))
    if of_d and (on_real or on_fake or of_g):
        return "d_real" if on_real and not on_fake else "d_fake"
    if of_d:
        return "d"
    if of_g:
        return "g_total" if has & _SUM else "g"
    if has & _ADVERSARIAL:
        return "g"
    if on_real or on_fake:
        return (
            ("d_real" if on_real else "d_fake")
            if of_loss or len(said) == 1
            else "other"
        )
    return "other"


def only_loss(name: str) -> bool:
    """Whether a name says that it is a loss, and not whose."""
    said = words(name)
    return bool(said) and set(said) <= _LOSS


def _aside(name: str, has: set[str]) -> str | None:
    """The role of what is no loss: steps, time, accuracy, penalties and the rest."""
    if has & _ACCURACY or _ACCURACY_PARTS.search(name):
        return "accuracy"
    if has & _PENALTY:
        return "penalty"
    if has & _ASIDE or {"n", "critic"} <= has:
        return "other"
    of_loss = bool(has & _LOSS or _LOSS_PARTS.search(name))
    if not of_loss:
        if has & _EPOCH or _EPOCH_PARTS.search(name):
            return "epoch"
        if has & _TIME or _TIME_PARTS.search(name):
            return "time"
        of_step = bool(has & _STEP or _STEP_PARTS.search(name))
        counts = re.search(r"(?:step|iter|iteration|batch)(?:s|es)?$", name.lower())
        if of_step and (counts or not has & (_D | _G)):  # "training G at step" counts
            return "step"
    return None


def group_of(name: str, role: str) -> str:
    """Which of several players a name speaks of: ``D_A`` of A; "" if of none."""
    said = [
        word
        for word in words(name.partition(" / ")[0])
        if word not in _D | _G | _LOSS | _ADVERSARIAL | _SUM | {"real", "fake", "train"}
    ]
    last = said[-1] if said else ""
    return last.upper() if re.fullmatch(r"[abxyst]{1,2}|[ab]2[ab]|\d", last) else ""
