"""People who sign in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ocop.ground.accounts.queries import InvitationQuerySet, UserQuerySet
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold
from ocop.kit.text.sortkey import person_sort_key


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password the account can only be opened through an invitation."""
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account: a producer's representative, an officer or a council member.

    `login` is what is typed at sign-in: a Vietnamese telephone number of ten digits, or an office address for
    e-mail. What the person may do follows from posts and representations held on the day, never from this
    row.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    login = models.CharField("Số điện thoại hoặc thư điện tử", max_length=254, unique=True)
    full_name = models.CharField("Họ và tên", max_length=150)
    sort_key = models.CharField(max_length=300, editable=False, db_index=True)
    folded = models.CharField(max_length=150, editable=False, default="")
    phone = models.CharField("Số điện thoại", max_length=15, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    is_active = models.BooleanField("Đang hoạt động", default=True)
    must_change_password = models.BooleanField("Phải đổi mật khẩu", default=False)
    is_sample = models.BooleanField("Người trong dữ liệu mẫu", default=False)
    created_at = models.DateTimeField("Tạo lúc", auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "Tài khoản"
        verbose_name_plural = "Tài khoản"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = person_sort_key(self.full_name)
        self.folded = fold(self.full_name)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    # Django's permission tables are not used: what a person may do is asked of policies.
    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Invitation(models.Model):
    """A link by which a person opens their account and chooses a password; works once and for a limited time.

    Only a digest of the token is kept, so a copy of the database opens nobody's account.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "Lời mời"
        verbose_name_plural = "Lời mời"

    def __str__(self) -> str:
        return f"Lời mời của {self.user}"


class FailedSignIn(models.Model):
    """One wrong password, kept shortly to slow guessing down.

    `client` is a keyed digest of the network address or of a device the person has signed in from before,
    so that an attacker spends their own budget and not the victim's.
    """

    login_digest = models.CharField(max_length=64)
    client = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["client", "at"]),
            models.Index(fields=["login_digest", "client", "at"]),
        ]
        verbose_name = "Lần đăng nhập sai"
        verbose_name_plural = "Lần đăng nhập sai"

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"


class HeldPost(models.Model):
    """What a person had typed when their session ran out, kept an hour so that they can send it after
    signing in.

    Neither files nor passwords are kept. Only a digest of the token in the browser's cookie is stored, and
    only the person who last signed in at that browser is shown the row.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    path = models.CharField("Trang", max_length=500)
    fields = models.TextField("Nội dung đã nhập", default="[]")
    had_files = models.BooleanField("Có tệp kèm theo", default=False)
    expires_at = models.DateTimeField("Giữ đến", db_index=True)

    class Meta:
        verbose_name = "Nội dung được giữ lại"
        verbose_name_plural = "Nội dung được giữ lại"

    def __str__(self) -> str:
        return self.path
